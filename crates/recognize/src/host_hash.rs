//! By what hosts are found in their table. The build, which fills the table, reads this file too.

/// The hash of no text.
pub const EMPTY: u32 = 0x811C_9DC5;

/// The hash of a text with `byte` put before it (FNV-1a).
///
/// From the end to the beginning: whoever goes through a whole host passes the hash of what stands behind its
/// first dot, under which `*.` and the like are filed.
pub const fn before(byte: u8, hash: u32) -> u32 {
    // The bit makes capitals small; digits, dots and dashes have it anyway.
    let byte = (byte | 0x20) as u32;
    (hash ^ byte).wrapping_mul(0x0100_0193)
}

/// How many buckets there are: several for each host, so that most strangers end in an empty one.
pub const BUCKETS: usize = 1024;

/// The bucket of a hash.
pub const fn bucket(hash: u32) -> usize {
    (hash ^ hash >> 16) as usize % BUCKETS
}
