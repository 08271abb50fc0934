//! How a word stands in a document.

/// How a word stands in a document: how much it weighs there, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand(u8);

/// Places are kept by their remainder, which is enough to leave out nearly all documents in which
/// the words of a phrase are not neighbours.
const PLACES: u32 = 7;
/// The remainder of a word that stands at several places.
const ANYWHERE: u8 = 7;
/// The heaviest weight.
pub(crate) const MAX_WEIGHT: u8 = 3;
/// Bits of a weight.
pub(crate) const WEIGHT_BITS: u32 = 2;
/// Bits of a place.
pub(crate) const PLACE_BITS: u32 = 3;
/// Bits of a stand.
pub(crate) const STAND_BITS: u32 = WEIGHT_BITS + PLACE_BITS;

impl Stand {
    /// A word of this weight (cut at [`MAX_WEIGHT`]) at one place.
    pub(crate) const fn new(weight: u8, place: Place) -> Self {
        let weight = if weight > MAX_WEIGHT {
            MAX_WEIGHT
        } else {
            weight
        };
        Self(weight << PLACE_BITS | place.0)
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x1F)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// 0 to [`MAX_WEIGHT`].
    pub(crate) const fn weight(self) -> u8 {
        self.0 >> PLACE_BITS
    }

    pub(crate) const fn place(self) -> Place {
        Place::from_bits(self.0)
    }
}

/// The remainder of a place, or anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u8);

impl Place {
    /// Nothing is known.
    pub(crate) const ANYWHERE: Self = Self(ANYWHERE);

    pub(crate) const fn of(place: u32) -> Self {
        Self((place % PLACES) as u8)
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 7)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// Where a phrase begins, of which this is the place of the word that is `offset` words in.
    pub(crate) const fn back(self, offset: u32) -> Self {
        if self.0 == ANYWHERE {
            return self;
        }
        Self(((self.0 as u32 + PLACES - offset % PLACES) % PLACES) as u8)
    }

    /// What is known when a thing stands at this place or at the other.
    pub(crate) const fn or(self, other: Self) -> Self {
        if self.0 == other.0 {
            self
        } else {
            Self::ANYWHERE
        }
    }

    /// What is known when a thing stands at both places at once; `None` when it cannot.
    pub(crate) const fn and(self, other: Self) -> Option<Self> {
        match (self.0, other.0) {
            (ANYWHERE, _) => Some(other),
            (_, ANYWHERE) => Some(self),
            (own, others) if own == others => Some(self),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_placed_by_any_of_its_words() {
        let first = Place::of(20);
        assert_eq!(Place::of(23).back(3), first);
        assert_eq!(first.and(Place::of(23).back(3)), Some(first));
        assert_eq!(first.and(Place::of(24).back(3)), None);
        assert_eq!(Place::ANYWHERE.back(3).and(first), Some(first));
        assert_eq!(first.or(Place::of(21)), Place::ANYWHERE);
    }
}
