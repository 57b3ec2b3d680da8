//! The seeds of a class: one for each student, exercise and attempt, that nobody without the key can compute.

use sha2::{Digest, Sha256};

/// HMAC-SHA256 (RFC 2104, RFC 6234 §8.3).
pub fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    /// Octets of a block of SHA-256.
    const BLOCK: usize = 64;
    let hashed;
    let key = if key.len() > BLOCK {
        hashed = Sha256::digest(key);
        hashed.as_slice()
    } else {
        key
    };
    let padded = |pad: u8| {
        let mut block = [pad; BLOCK];
        block.iter_mut().zip(key).for_each(|(octet, of_key)| *octet ^= of_key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

/// The seed of a student's attempt at an exercise: the first 53 bits of the HMAC of the three, so that every reader of
/// JSON takes it as it is (RFC 8259 §6).
pub fn seed(class_key: &[u8], student: &str, exercise: &str, attempt: u32) -> u64 {
    // no name holds a line feed, so no two triples give one message
    let message = format!("netlab seed\n{}\n{exercise}\n{attempt}", student.replace('\n', " "));
    let [a, b, c, d, e, f, g, h, ..] = hmac(class_key, message.as_bytes());
    u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 11
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(octets: &[u8]) -> String {
        octets.iter().map(|octet| format!("{octet:02x}")).collect()
    }

    /// RFC 4231 §4.3 (a short key), §4.2 and §4.7 (a key longer than a block).
    #[test]
    fn the_test_vectors_of_rfc_4231() {
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&hmac(&[0x0b; 20], b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            hex(&hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn each_student_exercise_and_attempt_has_its_own_seed() {
        let first = seed(b"key", "s01", "subnet-and", 0);
        for other in [
            seed(b"key2", "s01", "subnet-and", 0),
            seed(b"key", "s02", "subnet-and", 0),
            seed(b"key", "s01", "subnet-hosts", 0),
            seed(b"key", "s01", "subnet-and", 1),
        ] {
            assert_ne!(first, other);
        }
    }
}
