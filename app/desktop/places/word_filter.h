// SPDX-License-Identifier: MIT
// WordFilter: words that must all be in a text, or not, for the simple tables.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace bulkhead::desktop {

/// The free-text part of the rule filter's language: words, quotes, `-` for not.
class WordFilter final {
public:
    explicit WordFilter(const QString& text);
    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }
    /// `folded` is text from foldForSearch.
    [[nodiscard]] bool matches(QByteArrayView folded) const;

private:
    struct Word {
        QByteArray needle;
        bool negated = false;
    };
    std::vector<Word> m_words;
};

} // namespace bulkhead::desktop
