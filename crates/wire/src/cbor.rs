//! The few CBOR items that envelopes are written with. Writing them by hand cannot fail; reading is minicbor's.

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
    head(out, 2, value.len().try_into().unwrap_or(u64::MAX));
    out.extend_from_slice(value);
}

pub(crate) fn array(out: &mut Vec<u8>, length: u64) {
    head(out, 4, length);
}

pub(crate) fn null(out: &mut Vec<u8>) {
    out.push(0xf6);
}
