//! The checksum of zips.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// With one table of 1 KB: those of rawzip and crc32fast have 16, which pack badly.
pub(crate) const CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);
