// SPDX-License-Identifier: MIT
// Cell: everything a table cell shows, made once and painted often.
#pragma once

#include "desktop/widgets/chip.h"

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// One table cell. Texts are clean. `tip` is rich text, already escaped; empty means that only a
/// cut text is shown in full.
struct Cell {
    QString text;
    ChipCell chips;
    QString icon; ///< of resources/icons; empty for none
    Color color = Color::Text;
    QString badge; ///< a word after the text, such as "disabled"
    QString tip;
    std::vector<std::optional<qint64>> trend; ///< small bars after a number; see trend_painter.h
    QString mark;      ///< icon of a finding at its right end; empty for none
    QString markWords; ///< what the mark says, for tool tip and screen readers
    Color markColor = Color::WarningText;
    bool isChips = false;
    bool iconOnly = false; ///< `text` is for tool tip, copying and screen readers
    bool strong = false;
    bool numeric = false;  ///< right-aligned
    bool elideEnd = false; ///< a sentence: cut at its end, not in the middle
    bool dimmed = false;

    [[nodiscard]] QString plain() const { return isChips ? chips.text() : text; }
};

[[nodiscard]] inline Cell textCell(QString text, Color color = Color::Text) {
    Cell cell;
    cell.text = std::move(text);
    cell.color = color;
    return cell;
}

[[nodiscard]] inline Cell numberCell(QString text, Color color = Color::Text) {
    Cell cell = textCell(std::move(text), color);
    cell.numeric = true;
    return cell;
}

[[nodiscard]] inline Cell chipsCell(ChipCell chips) {
    Cell cell;
    cell.chips = std::move(chips);
    cell.isChips = true;
    return cell;
}

[[nodiscard]] inline Cell iconCell(QString icon, QString text, Color color) {
    Cell cell = textCell(std::move(text), color);
    cell.icon = std::move(icon);
    return cell;
}

/// The word for what nobody knows. Never a zero.
[[nodiscard]] inline QString unknownMark() {
    return QStringLiteral("—");
}

} // namespace bulkhead::desktop
