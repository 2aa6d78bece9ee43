// SPDX-License-Identifier: MIT
// Place: where a rule or policy goes among its siblings.
#pragma once

#include <QString>

#include <cstdint>

namespace bulkhead::change {

struct Place {
    enum class Position : std::uint8_t { Top, Bottom, Before, After };
    Position position = Position::Bottom;
    QString anchor; ///< path of the sibling, with Before and After

    [[nodiscard]] static Place top() { return {Position::Top, {}}; }
    [[nodiscard]] static Place bottom() { return {Position::Bottom, {}}; }
    [[nodiscard]] static Place before(QString path) { return {Position::Before, std::move(path)}; }
    [[nodiscard]] static Place after(QString path) { return {Position::After, std::move(path)}; }
};

} // namespace bulkhead::change
