//! A zip that is written from front to back, without ever going back.

use crate::checksum::CRC;
use flate2::{Compress, Compression, FlushCompress, Status};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// What packs to less than a hundredth is stored as it is: what reads archives takes such for a
/// bomb, and with good reason.
const MOST_PACKED: usize = 100;

/// Bytes on their way out.
#[derive(Debug, Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A zip in the making. The same files make the same bytes: it knows no clock and no host.
#[derive(Debug)]
pub(super) struct Zip {
    sink: Sink,
    writer: Option<ZipArchiveWriter<Sink>>,
    packer: Compress,
}

impl Zip {
    pub(super) fn new() -> Self {
        let sink = Sink::default();
        Self {
            writer: Some(ZipArchiveWriter::new(sink.clone())),
            packer: Compress::new(Compression::default(), false),
            sink,
        }
    }

    /// Adds a file. The moment is in seconds since 1970.
    pub(super) fn add(&mut self, path: &str, seconds: i64, content: &[u8]) {
        let packed = self.packed(content);
        let (method, packed) = match &packed {
            Some(packed) if packed.len() < content.len() => {
                (CompressionMethod::DEFLATE, &packed[..])
            }
            _ => (CompressionMethod::STORE, content),
        };
        // Writing to memory does not fail, and no path of ours is longer than 120 bytes.
        let _ = self.add_packed(path, seconds, content, method, packed);
    }

    fn packed(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.packer.reset();
        let mut packed = Vec::with_capacity(content.len() / 2 + 1_024);
        loop {
            let read = usize::try_from(self.packer.total_in()).ok()?;
            let rest = content.get(read..)?;
            match self
                .packer
                .compress_vec(rest, &mut packed, FlushCompress::Finish)
            {
                Ok(Status::StreamEnd) => break,
                Ok(_) => packed.reserve(content.len() / 4 + 1_024),
                Err(_) => return None,
            }
        }
        (packed.len() >= content.len() / MOST_PACKED).then_some(packed)
    }

    fn add_packed(
        &mut self,
        path: &str,
        seconds: i64,
        content: &[u8],
        method: CompressionMethod,
        packed: &[u8],
    ) -> Result<(), rawzip::Error> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let (mut entry, _) = writer
            .new_file(path)
            .compression_method(method)
            .last_modified(UtcDateTime::from_unix(seconds))
            .start()?;
        entry.write_all(packed)?;
        let size = content.len() as u64;
        entry.finish(DataDescriptorOutput::new(CRC.checksum(content), size))?;
        Ok(())
    }

    /// Ends the zip. What is added later is not in it.
    pub(super) fn finish(&mut self) {
        if let Some(writer) = self.writer.take() {
            // As above.
            let _ = writer.finish();
        }
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        self.sink.0.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_old_zips_count_are_all_found() {
        let mut zip = Zip::new();
        let mut bytes = Vec::new();
        for n in 0..70_000 {
            // As in the archive, but nothing to pack: that takes its time unoptimised.
            let path = format!("notes/{n}.md");
            zip.add_packed(&path, 0, b"", CompressionMethod::STORE, b"")
                .unwrap();
            bytes.extend(zip.take());
        }
        zip.finish();
        bytes.extend(zip.take());
        let read = ::zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        assert_eq!(read.len(), 70_000);
    }

    #[test]
    fn every_length_is_packed_whole() {
        let mut zip = Zip::new();
        let content: Vec<u8> = (0..300_000_u32)
            .map(|n| (n.wrapping_mul(n) >> 7) as u8)
            .collect();
        let lengths = [0, 1, 2, 100, 32_767, 32_768, 65_537, 300_000];
        for length in lengths {
            zip.add(&length.to_string(), 0, &content[..length]);
        }
        zip.finish();
        let mut read = ::zip::ZipArchive::new(io::Cursor::new(zip.take())).unwrap();
        for length in lengths {
            let mut back = Vec::new();
            let mut file = read.by_name(&length.to_string()).unwrap();
            io::Read::read_to_end(&mut file, &mut back).unwrap();
            assert_eq!(back, content[..length]);
        }
    }
}
