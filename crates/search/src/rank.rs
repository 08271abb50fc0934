//! What comes before what among notes that fit.

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best; of notes that fit alike the one written last.
    #[default]
    Best,
    /// What was written last.
    Latest,
    /// What was written first.
    Earliest,
    /// What has the highest id. Ids that begin with the moment they were made, as a UUID of version 7
    /// does, put the newest first.
    Newest,
    /// What has the lowest id.
    Oldest,
}

/// What hits are compared by within a segment, the higher the better: how well it fits, the moment,
/// the ordinal; each reversed or left out as the order says.
pub(crate) type Rank = (u32, u32, u32);

impl Order {
    /// The rank of a document.
    pub(crate) const fn rank(self, score: u32, second: u32, ordinal: u32) -> Rank {
        match self {
            Self::Best => (score, second, ordinal),
            Self::Latest => (0, second, ordinal),
            Self::Earliest => (0, u32::MAX - second, u32::MAX - ordinal),
            Self::Newest => (0, 0, ordinal),
            Self::Oldest => (0, 0, u32::MAX - ordinal),
        }
    }

    /// Bytes by which hits of several segments are compared, the lower the better: of hits alike in
    /// all else their ids decide.
    pub(crate) fn bytes(self, rank: Rank, id: &[u8]) -> Vec<u8> {
        let mut bytes = above(rank).to_be_bytes().to_vec();
        match self {
            Self::Best | Self::Latest | Self::Newest => bytes.extend(id.iter().map(|byte| !byte)),
            Self::Earliest | Self::Oldest => bytes.extend(id),
        }
        bytes
    }
}

/// A rank without the ordinal, which says nothing beyond its segment: the lower the better.
pub(crate) fn above(rank: Rank) -> u64 {
    u64::MAX - (u64::from(rank.0) << 32 | u64::from(rank.1))
}
