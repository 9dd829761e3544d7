//! Sounds to be played.

/// So many samples a second has the spoken question.
const SAMPLES: u32 = 8000;

/// Two seconds of silence as a sound.
#[must_use]
pub fn silence() -> Vec<u8> {
    let data = SAMPLES * 2 * 2;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + data).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend([1, 0, 1, 0]);
    wav.extend(SAMPLES.to_le_bytes());
    wav.extend((SAMPLES * 2).to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(data.to_le_bytes());
    wav.extend((0..data).map(|_| 0));
    wav
}
