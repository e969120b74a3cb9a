//! Owns uids and random parts of ids: base-32 characters that can't be misread.
//! Refuses to find randomness itself; the seed is handed in.

use sha2::{Digest, Sha256};

/// Lower case, without i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A stream of random characters from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts a stream; the same seed gives the same stream.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Random base-32 characters.
    pub fn characters(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(ALPHABET[(self.roll() >> 59) as usize])).collect()
    }

    /// The uid of a new record.
    pub fn uid(&mut self) -> String {
        self.characters(10)
    }
}

/// The uid of an imported record: the same source and external id give the same one in every clone.
pub fn derived_uid(kind: &str, source: &str, external_id: &str) -> String {
    let mut digest = Sha256::new();
    for part in [kind, source, external_id] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(10).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}
