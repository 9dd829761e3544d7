//! The few CBOR items that envelopes consist of. Writing them by hand cannot fail. Reading them by hand refuses every
//! spelling but the shortest on the way, so that nothing read has to be written again to be compared.

/// Appends the head of an item in its shortest form.
fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let [.., e, f, g, h] = argument.to_be_bytes();
    match argument {
        0..=23 => out.push(major | h),
        24..=0xff => out.extend([major | 24, h]),
        0x100..=0xffff => out.extend([major | 25, g, h]),
        0x1_0000..=0xffff_ffff => out.extend([major | 26, e, f, g, h]),
        _ => {
            out.push(major | 27);
            out.extend(argument.to_be_bytes());
        }
    }
}

pub(crate) fn uint(out: &mut Vec<u8>, value: u64) {
    head(out, 0, value);
}

pub(crate) fn bytes(out: &mut Vec<u8>, value: &[u8]) {
    bytes_head(out, value.len());
    out.extend_from_slice(value);
}

/// What stands before a byte string of this length.
pub(crate) fn bytes_head(out: &mut Vec<u8>, length: usize) {
    head(out, 2, length.try_into().unwrap_or(u64::MAX));
}

pub(crate) fn text(out: &mut Vec<u8>, value: &str) {
    head(out, 3, value.len().try_into().unwrap_or(u64::MAX));
    out.extend_from_slice(value.as_bytes());
}

pub(crate) fn array(out: &mut Vec<u8>, length: u64) {
    head(out, 4, length);
}

pub(crate) fn null(out: &mut Vec<u8>) {
    out.push(NULL);
}

const NULL: u8 = 0xf6;

/// Why an item cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The item is there in another spelling.
    NotCanonical,
    /// It is not the item that belongs here.
    Shape(&'static str),
}

/// Reads items from the front of bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What is not read yet.
    pub(crate) const fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub(crate) fn uint(&mut self) -> Result<u64, Fault> {
        self.head(0)
    }

    pub(crate) fn array(&mut self) -> Result<u64, Fault> {
        self.head(4)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'b [u8], Fault> {
        self.string(2)
    }

    pub(crate) fn text(&mut self) -> Result<&'b str, Fault> {
        std::str::from_utf8(self.string(3)?).map_err(|_| Fault::Shape("a text is no UTF-8"))
    }

    fn string(&mut self, major: u8) -> Result<&'b [u8], Fault> {
        let length = usize::try_from(self.head(major)?).map_err(|_| CUT)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(CUT)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        self.bytes()?.try_into().map_err(|_| Fault::Shape("an element has the wrong length"))
    }

    /// Whether a null comes next, which is then read.
    pub(crate) fn is_null(&mut self) -> bool {
        match self.rest.split_first() {
            Some((&NULL, rest)) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Passes over an item of a newer program, whatever it is and however it is spelled.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        let mut from = minicbor::Decoder::new(self.rest);
        from.skip().map_err(|_| Fault::Shape("an element cannot be read"))?;
        self.rest = self.rest.get(from.position()..).ok_or(CUT)?;
        Ok(())
    }

    fn head(&mut self, major: u8) -> Result<u64, Fault> {
        let (first, rest) = self.rest.split_first().ok_or(CUT)?;
        let (least, length) = argument_of(*first, major)?;
        let (argument, rest) = rest.split_at_checked(length).ok_or(CUT)?;
        self.rest = rest;
        argument_from(*first, least, argument)
    }
}

/// The number that a head of `first` and the bytes after it says, if it needs so many bytes.
pub(crate) fn argument_from(first: u8, least: u64, bytes: &[u8]) -> Result<u64, Fault> {
    if bytes.is_empty() {
        return Ok(u64::from(first & 0x1f));
    }
    let argument = bytes.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    if argument < least { Err(Fault::NotCanonical) } else { Ok(argument) }
}

/// Of the first byte of an item's head: the least number that is written so, and how many bytes of it follow.
pub(crate) fn argument_of(first: u8, major: u8) -> Result<(u64, usize), Fault> {
    if first >> 5 != major {
        return Err(Fault::Shape("an element is of another kind"));
    }
    match first & 0x1f {
        0..=23 => Ok((0, 0)),
        24 => Ok((24, 1)),
        25 => Ok((0x100, 2)),
        26 => Ok((0x1_0000, 4)),
        27 => Ok((0x1_0000_0000, 8)),
        _ => Err(Fault::NotCanonical),
    }
}

const CUT: Fault = Fault::Shape("it ends too early");
