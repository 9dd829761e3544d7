//! Codes to be scanned, as vector drawings.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::print::LetterError;

/// White around the code, in modules: scanners ask for four.
const QUIET: i32 = 4;

/// The drawing, as SVG. The same text gives the same drawing.
pub(crate) fn draw(text: &str) -> Result<String, LetterError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| LetterError::Code)?;
    let side = code.size().saturating_add(QUIET).saturating_add(QUIET);
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            // What lies beside each other is one piece: half as much to read, to pack and to draw, and no seam in it.
            let dark =
                (x..code.size()).take_while(|x| code.get_module(*x, y)).fold(0_i32, |long, _| long.saturating_add(1));
            if dark > 0 {
                let (left, top) = (x.saturating_add(QUIET), y.saturating_add(QUIET));
                // Writing to a string cannot fail.
                let _ = write!(path, "M{left} {top}h{dark}v1h-{dark}z");
            }
            x = x.saturating_add(dark.max(1));
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}
