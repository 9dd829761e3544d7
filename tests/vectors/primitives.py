"""BLAKE3, XChaCha20-Poly1305, Ed25519, X25519, HPKE and Argon2id in plain Python. Slow, and meant to be read.

Not for secrets that matter: nothing here runs in constant time.
"""

import hashlib
import hmac
import struct

# --- BLAKE3 ---

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT, KEYED, CONTEXT, MATERIAL = 1, 2, 4, 8, 16, 32, 64
MASK = 0xFFFFFFFF


def _compress(cv, block, counter, length, flags):
    m = list(struct.unpack("<16I", block.ljust(64, b"\0")))
    v = list(cv) + list(IV[:4]) + [counter & MASK, counter >> 32, length, flags]

    def g(a, b, c, d, x, y):
        v[a] = (v[a] + v[b] + x) & MASK
        t = v[d] ^ v[a]
        v[d] = (t >> 16 | t << 16) & MASK
        v[c] = (v[c] + v[d]) & MASK
        t = v[b] ^ v[c]
        v[b] = (t >> 12 | t << 20) & MASK
        v[a] = (v[a] + v[b] + y) & MASK
        t = v[d] ^ v[a]
        v[d] = (t >> 8 | t << 24) & MASK
        v[c] = (v[c] + v[d]) & MASK
        t = v[b] ^ v[c]
        v[b] = (t >> 7 | t << 25) & MASK

    for _ in range(7):
        g(0, 4, 8, 12, m[0], m[1])
        g(1, 5, 9, 13, m[2], m[3])
        g(2, 6, 10, 14, m[4], m[5])
        g(3, 7, 11, 15, m[6], m[7])
        g(0, 5, 10, 15, m[8], m[9])
        g(1, 6, 11, 12, m[10], m[11])
        g(2, 7, 8, 13, m[12], m[13])
        g(3, 4, 9, 14, m[14], m[15])
        m = [m[i] for i in PERMUTATION]
    return [v[i] ^ v[i + 8] for i in range(8)] + [v[i + 8] ^ cv[i] for i in range(8)]


def _node(data, key, flags, first):
    """The arguments of the last compression of the tree over `data`, whose first chunk is number `first`."""
    if len(data) <= 1024:
        blocks = [data[i : i + 64] for i in range(0, len(data), 64)] or [b""]
        cv = key
        for index, block in enumerate(blocks):
            own = flags | (CHUNK_START if index == 0 else 0) | (CHUNK_END if index == len(blocks) - 1 else 0)
            last = (cv, block, first, len(block), own)
            cv = _compress(*last)[:8]
        return last
    left = 1 << ((len(data) - 1) // 1024).bit_length() - 1
    children = (_node(data[: left * 1024], key, flags, first), _node(data[left * 1024 :], key, flags, first + left))
    block = b"".join(struct.pack("<8I", *_compress(*child)[:8]) for child in children)
    return key, block, 0, 64, flags | PARENT


def blake3(data, length=32, key=IV, flags=0):
    cv, block, counter, size, own = _node(data, key, flags, 0)
    out, counter = b"", 0
    while len(out) < length:
        out += struct.pack("<16I", *_compress(cv, block, counter, size, own | ROOT))
        counter += 1
    return out[:length]


def derive_key(context, material, length=32):
    key = struct.unpack("<8I", blake3(context.encode(), flags=CONTEXT))
    return blake3(material, length, key, MATERIAL)


# --- (X)ChaCha20-Poly1305 ---


def _chacha_rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for one, two, three, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[one] = (x[one] + x[two]) & MASK
            t = x[three] ^ x[one]
            x[three] = (t << turn | t >> (32 - turn)) & MASK

    for _ in range(10):
        for i in range(4):
            quarter(i, i + 4, i + 8, i + 12)
        for i in range(4):
            quarter(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12)
    return x


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def _chacha_stream(key, nonce, counter, length):
    out = b""
    while len(out) < length:
        state = SIGMA + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce)
        out += struct.pack("<16I", *((a + b) & MASK for a, b in zip(_chacha_rounds(state), state)))
        counter += 1
    return out[:length]


def _poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) & ((1 << 128) - 1)).to_bytes(16, "little")


def _tag(key, nonce, aad, sealed):
    pad = lambda data: data + bytes(-len(data) % 16)
    message = pad(aad) + pad(sealed) + struct.pack("<QQ", len(aad), len(sealed))
    return _poly1305(_chacha_stream(key, nonce, 0, 32), message)


def chacha20poly1305_open(key, nonce, aad, sealed):
    sealed, tag = sealed[:-16], sealed[-16:]
    if _tag(key, nonce, aad, sealed) != tag:
        raise ValueError("the seal does not open")
    return bytes(a ^ b for a, b in zip(sealed, _chacha_stream(key, nonce, 1, len(sealed))))


def chacha20poly1305_seal(key, nonce, aad, plain):
    sealed = bytes(a ^ b for a, b in zip(plain, _chacha_stream(key, nonce, 1, len(plain))))
    return sealed + _tag(key, nonce, aad, sealed)


def _extended(key, nonce):
    x = _chacha_rounds(SIGMA + struct.unpack("<8I", key) + struct.unpack("<4I", nonce[:16]))
    return struct.pack("<8I", *x[:4], *x[12:]), bytes(4) + nonce[16:]


def xchacha20poly1305_open(key, nonce, aad, sealed):
    return chacha20poly1305_open(*_extended(key, nonce), aad, sealed)


def xchacha20poly1305_seal(key, nonce, aad, plain):
    return chacha20poly1305_seal(*_extended(key, nonce), aad, plain)


# --- Ed25519 and X25519 ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def _recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return P - x if x & 1 != sign else x


def _decode_point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    if y >= P:
        raise ValueError("not a point")
    x = _recover_x(y, sign)
    return x, y, 1, x * y % P


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


_BASE_Y = 4 * pow(5, P - 2, P) % P
_BASE_X = _recover_x(_BASE_Y, 0)
BASE = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % P)


def ed25519_verify(public, message, signature):
    a, r, s = _decode_point(public), _decode_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        raise ValueError("the signature's number is too large")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(r, _times(k, a))
    if (left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P:
        raise ValueError("the signature does not hold")


def _encode_point(point):
    x, y, z, _ = point
    z = pow(z, P - 2, P)
    return (y * z % P | (x * z % P & 1) << 255).to_bytes(32, "little")


def _expand(secret):
    digest = hashlib.sha512(secret).digest()
    return int.from_bytes(digest[:32], "little") & ~7 & ((1 << 254) - 1) | 1 << 254, digest[32:]


def ed25519_public(secret):
    return _encode_point(_times(_expand(secret)[0], BASE))


def ed25519_sign(secret, message):
    number, prefix = _expand(secret)
    hashed = lambda *parts: int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER
    r = hashed(prefix, message)
    point = _encode_point(_times(r, BASE))
    s = (r + hashed(point, ed25519_public(secret), message) * number) % ORDER
    return point + s.to_bytes(32, "little")


def x25519(secret, point=(9).to_bytes(32, "little")):
    k = int.from_bytes(secret, "little") & ~7 & ((1 << 254) - 1) | 1 << 254
    u = int.from_bytes(point, "little") & ((1 << 255) - 1)
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for bit in range(254, -1, -1):
        now = k >> bit & 1
        if swap ^ now:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = now
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a % P, c * b % P, a * a % P, b * b % P
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, (aa - bb) * (aa + 121665 * (aa - bb)) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


# --- HPKE, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180) ---


def _hpke_schedule(encapsulated, public, agreed, info):
    sha = lambda key, data: hmac.new(key, data, hashlib.sha256).digest()

    def expand(key, data, length):
        return sha(key, data + b"\1")[:length]

    def labeled(suite):
        extract = lambda salt, label, data: sha(salt, b"HPKE-v1" + suite + label + data)
        grow = lambda key, label, data, n: expand(key, n.to_bytes(2, "big") + b"HPKE-v1" + suite + label + data, n)
        return extract, grow

    extract, grow = labeled(b"KEM\0\x20")
    context = encapsulated + public
    shared = grow(extract(b"", b"eae_prk", agreed), b"shared_secret", context, 32)
    extract, grow = labeled(b"HPKE\0\x20\0\1\0\3")
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    prk = extract(shared, b"secret", b"")
    return grow(prk, b"key", context, 32), grow(prk, b"base_nonce", context, 12)


def hpke_open(secret, info, aad, sealed):
    encapsulated, sealed = sealed[:32], sealed[32:]
    key, nonce = _hpke_schedule(encapsulated, x25519(secret), x25519(secret, encapsulated), info)
    return chacha20poly1305_open(key, nonce, aad, sealed)


def hpke_seal(public, info, aad, plain, ephemeral):
    encapsulated = x25519(ephemeral)
    key, nonce = _hpke_schedule(encapsulated, public, x25519(ephemeral, public), info)
    return encapsulated + chacha20poly1305_seal(key, nonce, aad, plain)


# --- Argon2id (RFC 9106) ---

M64 = (1 << 64) - 1


def _hash_long(data, length):
    data = struct.pack("<I", length) + data
    if length <= 64:
        return hashlib.blake2b(data, digest_size=length).digest()
    part = hashlib.blake2b(data).digest()
    out = part[:32]
    while length - len(out) > 64:
        part = hashlib.blake2b(part).digest()
        out += part[:32]
    return out + hashlib.blake2b(part, digest_size=length - len(out)).digest()


def _mix(v, i):
    def gb(a, b, c, d):
        for one, two, three, turn in ((a, b, d, 32), (c, d, b, 24), (a, b, d, 16), (c, d, b, 63)):
            x, y = v[i[one]], v[i[two]]
            v[i[one]] = (x + y + 2 * (x & MASK) * (y & MASK)) & M64
            t = v[i[three]] ^ v[i[one]]
            v[i[three]] = (t >> turn | t << (64 - turn)) & M64

    for n in range(4):
        gb(n, n + 4, n + 8, n + 12)
    for n in range(4):
        gb(n, (n + 1) % 4 + 4, (n + 2) % 4 + 8, (n + 3) % 4 + 12)


def _argon_block(x, y):
    r = [a ^ b for a, b in zip(x, y)]
    v = list(r)
    for row in range(8):
        _mix(v, range(16 * row, 16 * row + 16))
    for column in range(8):
        _mix(v, [2 * column + 16 * n + half for n in range(8) for half in (0, 1)])
    return [a ^ b for a, b in zip(r, v)]


def argon2id(passphrase, salt, memory_kib, passes, lanes, length=32):
    counted = lambda data: struct.pack("<I", len(data)) + data
    start = struct.pack("<6I", lanes, length, memory_kib, passes, 0x13, 2)
    start += counted(passphrase) + counted(salt) + counted(b"") + counted(b"")
    start = hashlib.blake2b(start).digest()
    span = memory_kib // (4 * lanes)
    columns = 4 * span
    words = lambda data: list(struct.unpack("<128Q", data))
    memory = [[None] * columns for _ in range(lanes)]
    for lane in range(lanes):
        for n in (0, 1):
            memory[lane][n] = words(_hash_long(start + struct.pack("<II", n, lane), 1024))
    zero = [0] * 128
    for turn in range(passes):
        for piece in range(4):
            for lane in range(lanes):
                counter, addresses = 0, None
                for index in range(span):
                    if turn == 0 and piece < 2 and index % 128 == 0:
                        counter += 1
                        seed = [turn, lane, piece, lanes * columns, passes, 2, counter] + [0] * 121
                        addresses = _argon_block(zero, _argon_block(zero, seed))
                    if turn == 0 and piece == 0 and index < 2:
                        continue
                    at = piece * span + index
                    before = memory[lane][at - 1]
                    random = addresses[index % 128] if turn == 0 and piece < 2 else before[0]
                    one, two = random & MASK, random >> 32
                    source = lane if turn == 0 and piece == 0 else two % lanes
                    area = piece * span if turn == 0 else columns - span
                    area += index - 1 if source == lane else (-1 if index == 0 else 0)
                    place = area - 1 - (area * (one * one >> 32) >> 32)
                    if turn > 0:
                        place = (place + (piece + 1) * span) % columns
                    block = _argon_block(before, memory[source][place])
                    if turn > 0:
                        block = [a ^ b for a, b in zip(block, memory[lane][at])]
                    memory[lane][at] = block
    last = memory[0][-1]
    for lane in range(1, lanes):
        last = [a ^ b for a, b in zip(last, memory[lane][-1])]
    return _hash_long(struct.pack("<128Q", *last), length)
