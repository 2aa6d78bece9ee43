// SPDX-License-Identifier: MIT
#include "simulator/search_query.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QRegularExpression expressionFor(const QString& text, const std::vector<qsizetype>& wildcards) {
    QString expression;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isWildcard = std::find(wildcards.begin(), wildcards.end(), i) != wildcards.end();
        if (isWildcard) {
            expression += text.at(i) == u'*' ? u".*"_s : u"."_s;
        } else {
            expression += QRegularExpression::escape(QString(text.at(i)));
        }
    }
    const auto options = text.startsWith(u'/') ? QRegularExpression::DotMatchesEverythingOption
                                               : QRegularExpression::DotMatchesEverythingOption |
                                                     QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(QRegularExpression::anchoredPattern(expression), options);
}

} // namespace

QStringList searchWords(const QString& text) {
    QStringList words;
    QString word;
    for (const QChar c : text) {
        if (c.isLetterOrNumber()) {
            word += c.toLower();
        } else if (!word.isEmpty()) {
            words << word;
            word.clear();
        }
    }
    if (!word.isEmpty()) {
        words << word;
    }
    return words;
}

SearchPattern::SearchPattern(const QString& text, const std::vector<qsizetype>& wildcards)
    : m_text(text), m_words(searchWords(text)) {
    if (!wildcards.empty()) {
        m_expression = expressionFor(text, wildcards);
    }
}

bool SearchPattern::matches(const QString& value, bool isKeyword) const {
    const bool isPath = value.startsWith(u'/');
    if (m_expression) {
        if (m_expression->match(value).hasMatch()) {
            return true;
        }
        if (isKeyword || isPath) {
            return false;
        }
        const QStringList words = searchWords(value);
        return std::any_of(words.begin(), words.end(), [&](const QString& word) {
            return m_expression->match(word).hasMatch();
        });
    }
    if (isPath) {
        return value == m_text; // object identifiers are case sensitive
    }
    if (value.compare(m_text, Qt::CaseInsensitive) == 0) {
        return true;
    }
    if (isKeyword || m_words.isEmpty()) {
        return false;
    }
    const QStringList words = searchWords(value);
    return std::search(words.begin(), words.end(), m_words.begin(), m_words.end()) != words.end();
}

} // namespace bulkhead::simulator
