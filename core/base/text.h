// SPDX-License-Identifier: MIT
// Text clean-up at the edges of the program, and small text tools that every room needs.
#pragma once

#include <QString>
#include <QStringList>

namespace bulkhead {

/// One line that is safe on a terminal and in a widget: C0 and C1 control characters, escape
/// sequences, bidirectional controls, zero-width and other format characters (Unicode Cf), and
/// lone surrogates become visible as U+FFFD; line breaks and tabs become a space.
[[nodiscard]] QString cleanLine(const QString& text);

/// As cleanLine, but keeps line feeds (CRLF becomes LF) for places that show paragraphs.
[[nodiscard]] QString cleanParagraphs(const QString& text);

/// cleanLine, then escaped for a place that understands rich text.
[[nodiscard]] QString cleanHtml(const QString& text);

/// Cuts at `maximum` characters with an ellipsis in the middle; never in half a surrogate pair.
[[nodiscard]] QString elideMiddle(const QString& text, int maximum);

/// Edits between two words, a swap of neighbours counted as one (optimal string alignment).
/// Case-sensitive. O(a × b).
[[nodiscard]] int editDistance(const QString& a, const QString& b);

/// The candidates nearest to `word` (edit distance up to half its length and at most 3, or a
/// substring), best first, at most
/// `maximum`. Case-insensitive. O(candidates × length²).
[[nodiscard]] QStringList nearestMatches(const QString& word, const QStringList& candidates,
                                         int maximum = 3);

/// True if `text` contains `filter` without regard to case, or matches it as a shell glob when it
/// holds `*` or `?` (the contract's name_filter). An empty filter matches everything.
[[nodiscard]] bool matchesNameFilter(const QString& text, const QString& filter);

} // namespace bulkhead
