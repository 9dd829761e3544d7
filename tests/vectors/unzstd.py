"""Zstandard frames without a dictionary (RFC 8878), decoder only, for small inputs."""

LL = (
    6,
    [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1] + [-1] * 4,
    list(range(16)) + [16, 18, 20, 22, 24, 28, 32, 40, 48] + [1 << n for n in range(6, 17)],
    [0] * 16 + [1, 1, 1, 1, 2, 2, 3, 3, 4] + list(range(6, 17)),
)
ML = (
    6,
    [1, 4, 3, 2, 2, 2, 2, 2, 2] + [1] * 37 + [-1] * 7,
    list(range(3, 35)) + [35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99] + [(1 << n) + 3 for n in range(7, 17)],
    [0] * 32 + [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5] + list(range(7, 17)),
)
OF = (
    5,
    [1, 1, 1, 1, 1, 1, 2, 2, 2] + [1] * 15 + [-1] * 5,
    [1 << n for n in range(32)],
    list(range(32)),
)


class Backward:
    """Bits from the end; zeros beyond the beginning."""

    def __init__(self, data):
        self.bits = int.from_bytes(data, "little")
        if not data or not data[-1]:
            raise ValueError("a bit stream without its mark")
        self.at = self.bits.bit_length() - 1

    def read(self, count):
        self.at -= count
        shifted = self.bits >> self.at if self.at >= 0 else self.bits << -self.at
        return shifted & ((1 << count) - 1)


class Table:
    """A table of finite state entropy."""

    def __init__(self, log, norm):
        size = 1 << log
        self.log, self.symbol, high, nexts = log, [0] * size, size, {}
        for symbol, count in enumerate(norm):
            if count == -1:
                high -= 1
                self.symbol[high] = symbol
                nexts[symbol] = 1
        at, step = 0, (size >> 1) + (size >> 3) + 3
        for symbol, count in enumerate(norm):
            if count > 0:
                nexts[symbol] = count
                for _ in range(count):
                    self.symbol[at] = symbol
                    at = (at + step) & (size - 1)
                    while at >= high:
                        at = (at + step) & (size - 1)
        self.width, self.base = [0] * size, [0] * size
        for state, symbol in enumerate(self.symbol):
            count = nexts[symbol]
            nexts[symbol] += 1
            self.width[state] = log - (count.bit_length() - 1)
            self.base[state] = (count << self.width[state]) - size

    @classmethod
    def constant(cls, symbol):
        table = cls.__new__(cls)
        table.log, table.symbol, table.width, table.base = 0, [symbol], [0], [0]
        return table

    def next(self, state, bits):
        return self.base[state] + bits.read(self.width[state])


def read_norm(data):
    """A table's description: its logarithm, its counts, the bytes it took."""
    bits, at = int.from_bytes(data, "little"), 4
    log = (bits & 15) + 5
    left, norm = 1 << log, []
    while left > 0:
        width = (left + 1).bit_length()
        value = (bits >> at) & ((1 << width) - 1)
        low, threshold = (1 << (width - 1)) - 1, (1 << width) - 1 - (left + 1)
        at += width
        if value & low < threshold:
            at -= 1
            value &= low
        elif value > low:
            value -= threshold
        norm.append(value - 1)
        left -= abs(value - 1)
        if value == 1:
            while True:
                repeat = (bits >> at) & 3
                at += 2
                norm += [0] * repeat
                if repeat < 3:
                    break
    return log, norm, (at + 7) // 8


class Huffman:
    def __init__(self, weights):
        total = sum(1 << (w - 1) for w in weights if w)
        self.log = total.bit_length()
        weights = weights + [((1 << self.log) - total).bit_length()]
        widths = [self.log + 1 - w if w else 0 for w in weights]
        self.entry = [None] * (1 << self.log)
        at = 0
        for width in range(self.log, 0, -1):
            for symbol, own in enumerate(widths):
                if own == width:
                    span = 1 << (self.log - width)
                    self.entry[at : at + span] = [(symbol, width)] * span
                    at += span

    @classmethod
    def read(cls, data):
        head = data[0]
        if head >= 128:
            count = head - 127
            packed = data[1 : 1 + (count + 1) // 2]
            weights = [n for byte in packed for n in (byte >> 4, byte & 15)][:count]
            return cls(weights), 1 + len(packed)
        log, norm, used = read_norm(data[1 : 1 + head])
        table, bits, weights = Table(log, norm), Backward(data[1 + used : 1 + head]), []
        one, two = bits.read(log), bits.read(log)
        while True:
            weights.append(table.symbol[one])
            one = table.next(one, bits)
            if bits.at < 0:
                weights.append(table.symbol[two])
                break
            weights.append(table.symbol[two])
            two = table.next(two, bits)
            if bits.at < 0:
                weights.append(table.symbol[one])
                break
        return cls(weights), 1 + head

    def decode(self, data):
        bits, out = Backward(data), bytearray()
        state = bits.read(self.log)
        while bits.at > -self.log:
            symbol, width = self.entry[state]
            out.append(symbol)
            state = ((state << width) | bits.read(width)) & ((1 << self.log) - 1)
        if bits.at != -self.log:
            raise ValueError("a literal stream ends within a symbol")
        return bytes(out)


class Frame:
    def __init__(self):
        self.out, self.huffman, self.tables, self.recent = bytearray(), None, [None] * 3, [1, 4, 8]

    def literals(self, data):
        """The literals and the bytes they took."""
        kind, form = data[0] & 3, (data[0] >> 2) & 3
        if kind < 2:
            length = {0: 1, 1: 2, 2: 1, 3: 3}[form]
            size = int.from_bytes(data[:length], "little") >> (3 if length == 1 else 4)
            if kind == 1:
                return data[length : length + 1] * size, length + 1
            return data[length : length + size], length + size
        length, width = {0: (3, 10), 1: (3, 10), 2: (4, 14), 3: (5, 18)}[form]
        sizes = int.from_bytes(data[:length], "little") >> 4
        size, packed = sizes & ((1 << width) - 1), sizes >> width
        end, at = length + packed, length
        if kind == 2:
            self.huffman, used = Huffman.read(data[length:end])
            at += used
        if form == 0:
            streams = [data[at:end]]
        else:
            ends = [int.from_bytes(data[at + 2 * n : at + 2 * n + 2], "little") for n in range(3)]
            at, streams = at + 6, []
            for part in ends:
                streams.append(data[at : at + part])
                at += part
            streams.append(data[at:end])
        out = b"".join(self.huffman.decode(stream) for stream in streams)
        if len(out) != size:
            raise ValueError("another number of literals")
        return out, end

    def block(self, data):
        literals, at = self.literals(data)
        count, at = data[at], at + 1
        if count >= 128:
            if count < 255:
                count, at = ((count - 128) << 8) + data[at], at + 1
            else:
                count, at = int.from_bytes(data[at : at + 2], "little") + 0x7F00, at + 2
        if count == 0:
            self.out += literals
            return
        modes, at = data[at], at + 1
        for place, (log, norm, _, _) in enumerate((LL, OF, ML)):
            mode = (modes >> (6 - 2 * place)) & 3
            if mode == 0:
                self.tables[place] = Table(log, norm)
            elif mode == 1:
                self.tables[place], at = Table.constant(data[at]), at + 1
            elif mode == 2:
                log, norm, used = read_norm(data[at:])
                self.tables[place], at = Table(log, norm), at + used
        self.sequences(literals, count, Backward(data[at:]))

    def sequences(self, literals, count, bits):
        tables, taken = self.tables, 0
        states = [bits.read(table.log) for table in tables]
        for left in range(count, 0, -1):
            ll, of, ml = (table.symbol[state] for table, state in zip(tables, states))
            offset = OF[2][of] + bits.read(OF[3][of])
            match = ML[2][ml] + bits.read(ML[3][ml])
            run = LL[2][ll] + bits.read(LL[3][ll])
            if left > 1:
                for place in (0, 2, 1):
                    states[place] = tables[place].next(states[place], bits)
            self.out += literals[taken : taken + run]
            taken += run
            self.copy(self.offset(offset, run), match)
        if bits.at != 0:
            raise ValueError("sequences do not end where their bits do")
        self.out += literals[taken:]

    def offset(self, value, run):
        recent = self.recent
        if value > 3:
            offset = value - 3
            self.recent = [offset] + recent[:2]
            return offset
        place = value - 1 + (run == 0)
        offset = recent[0] - 1 if place == 3 else recent[place]
        if place:
            self.recent = [offset] + [known for index, known in enumerate(recent) if index != min(place, 2)]
        return offset

    def copy(self, offset, length):
        if not 0 < offset <= len(self.out):
            raise ValueError("a match before the beginning")
        for _ in range(length):
            self.out.append(self.out[-offset])


def decompress(data, limit):
    """The content of exactly one frame that states its size, within `limit`."""
    if data[:4] != bytes.fromhex("28b52ffd"):
        raise ValueError("not a zstd frame")
    head = data[4]
    single, checksum, dictionary = head >> 5 & 1, head >> 2 & 1, (0, 1, 2, 4)[head & 3]
    if dictionary:
        raise ValueError("a dictionary")
    at = 5 if single else 6
    length = (1 if single else 0, 2, 4, 8)[head >> 6]
    size = int.from_bytes(data[at : at + length], "little") + (256 if length == 2 else 0)
    if not length or size > limit:
        raise ValueError("no size, or too large a one")
    at, frame, last = at + length, Frame(), False
    while not last:
        header = int.from_bytes(data[at : at + 3], "little")
        last, kind, span = header & 1, header >> 1 & 3, header >> 3
        at += 3
        if kind == 1:
            frame.out += data[at : at + 1] * span
            at += 1
        else:
            content = data[at : at + span]
            frame.block(content) if kind == 2 else frame.out.extend(content)
            at += span
        if len(frame.out) > size:
            raise ValueError("more than the frame states")
    if at + 4 * checksum != len(data) or len(frame.out) != size:
        raise ValueError("the frame's end is not where it should be")
    return bytes(frame.out)
