//! A line below bits that says which of them belong together.

use crate::draw::{pad, width};

/// Bits that belong together, and what they are.
pub struct Piece {
    /// The first bit behind them.
    pub end: usize,
    /// What they are, in few words.
    pub label: String,
}

/// The column of a bit where eight stand together and a space is between.
fn column(bit: usize) -> usize {
    bit / 8 * 9 + bit % 8
}

/// The pieces of the bits from `from` to `to`, both whole octets: `|--- OUI ---||--- serial ---|`.
pub fn ruler(pieces: &[Piece], from: usize, to: usize) -> String {
    let mut line = String::new();
    let mut start = 0;
    for piece in pieces {
        let (first, end) = (start.max(from), piece.end.min(to));
        start = piece.end;
        if first >= end {
            continue;
        }
        let (left, right) = (column(first - from), column(end - 1 - from));
        line = pad(&line, left);
        line.push_str(&stretch(&piece.label, right + 1 - left));
    }
    line
}

/// `|-- label --|` of so many columns; without the label where it does not fit.
fn stretch(label: &str, columns: usize) -> String {
    let Some(inside) = columns.checked_sub(2) else { return "|".repeat(columns) };
    let label = if width(label) + 2 <= inside {
        format!(" {label} ")
    } else if width(label) <= inside {
        label.to_string()
    } else {
        String::new()
    };
    let dashes = inside - width(&label);
    let left = dashes / 2;
    format!("|{}{label}{}|", "-".repeat(left), "-".repeat(dashes - left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(end: usize, label: &str) -> Piece {
        Piece { end, label: label.into() }
    }

    #[test]
    fn borders_stand_below_their_bits() {
        let pieces = [piece(24, "OUI"), piece(48, "序号")];
        assert_eq!(ruler(&pieces, 0, 48), "|--------- OUI ----------| |--------- 序号 ---------|");
        let pieces = [piece(36, "MA-S"), piece(48, "serial")];
        assert_eq!(ruler(&pieces, 0, 48), "|---------------- MA-S ----------------||- serial --|");
        assert_eq!(
            ruler(&pieces, 24, 48),
            "|-- MA-S --||- serial --|".replace("|-- MA-S --|", "|-- MA-S ---|")
        );
        assert_eq!(
            ruler(&[piece(1, "x"), piece(8, "longer")], 0, 8),
            "||longer|".replace("|longer|", "|-----|")
        );
    }
}
