// SPDX-License-Identifier: MIT
#include "console/display_width.h"

#include <QList>

#include <algorithm>
#include <array>

namespace bulkhead::console {

namespace {

struct Block {
    char32_t first;
    char32_t last;
};

/// Unicode 15, EastAsianWidth W and F, blocks that touch are merged.
constexpr std::array<Block, 33> kWide{{
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC}, {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653}, {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE}, {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x2705, 0x2705},   {0x274C, 0x274C}, {0x2753, 0x2757},
    {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},   {0x3041, 0xA4CF}, {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1FAFF}, {0x20000, 0x3FFFD},
}};

int widthOf(char32_t code) {
    switch (QChar::category(code)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
        return 0;
    default:
        break;
    }
    const auto after =
        std::upper_bound(kWide.begin(), kWide.end(), code,
                         [](char32_t value, const Block& block) { return value < block.first; });
    return after != kWide.begin() && code <= (after - 1)->last ? 2 : 1;
}

int widthOf(const QList<uint>& codes, qsizetype from, qsizetype to) {
    int width = 0;
    for (qsizetype i = from; i < to; ++i) {
        width += widthOf(codes.at(i));
    }
    return width;
}

} // namespace

int displayWidth(const QString& text) {
    const QList<uint> codes = text.toUcs4();
    return widthOf(codes, 0, codes.size());
}

QString elideToWidth(const QString& text, int width) {
    const QList<uint> codes = text.toUcs4();
    if (widthOf(codes, 0, codes.size()) <= width || width < 1) {
        return text;
    }
    const int headRoom = width / 2;
    qsizetype head = 0;
    int used = 0;
    while (used + widthOf(codes.at(head)) <= headRoom) {
        used += widthOf(codes.at(head++));
    }
    qsizetype tail = codes.size();
    while (tail > head && used + widthOf(codes.at(tail - 1)) <= width - 1) {
        used += widthOf(codes.at(--tail));
    }
    const auto piece = [&codes](qsizetype from, qsizetype to) {
        QString out;
        for (qsizetype i = from; i < to; ++i) {
            const char32_t code = codes.at(i);
            out += QString::fromUcs4(&code, 1);
        }
        return out;
    };
    return piece(0, head) + QChar(0x2026) + piece(tail, codes.size());
}

} // namespace bulkhead::console
