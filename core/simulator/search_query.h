// SPDX-License-Identifier: MIT
// SearchQuery: the query language of NSX's search, parsed.
#pragma once

#include "simulator/api_error.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::simulator {

/// What a value is compared with.
class SearchPattern final {
public:
    /// `text` without escapes; `wildcards` are the places of its unescaped `*` and `?`.
    SearchPattern(const QString& text, const std::vector<qsizetype>& wildcards);

    /// `isKeyword`: the field is one word (an id, a path, an enumeration). Otherwise the value is a
    /// text, of which the words of the pattern must occur side by side. Case does not matter,
    /// except in paths.
    [[nodiscard]] bool matches(const QString& value, bool isKeyword) const;
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool hasWildcards() const { return m_expression.has_value(); }

private:
    QString m_text;
    QStringList m_words;
    std::optional<QRegularExpression> m_expression;
};

/// A node of the query.
struct SearchNode {
    enum class Kind : std::uint8_t { Everything, And, Or, Not, Term };
    Kind kind = Kind::Everything;
    std::vector<SearchNode> children;
    QString field; ///< of a Term; empty: any field. Dots go into objects: "tags.scope"
    std::optional<SearchPattern> pattern;
};

/// The subset of Lucene's language that clients use: `field:value`, `field:(a OR b)`, AND, OR, NOT
/// (also && || !), parentheses, quotes, `*` and `?`, `\` before a special character, a bare term.
/// Terms side by side are joined by OR, as Lucene does (not verified). An empty query finds
/// everything. 400 for a query that is malformed.
[[nodiscard]] Answer<SearchNode> parseSearchQuery(const QString& query);

/// The words of a text: runs of letters and digits, in small letters.
[[nodiscard]] QStringList searchWords(const QString& text);

} // namespace bulkhead::simulator
