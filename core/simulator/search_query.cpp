// SPDX-License-Identifier: MIT
#include "simulator/search_query.h"

#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumDepth = 50;

struct Word {
    QString text;                     ///< without escapes
    std::vector<qsizetype> wildcards; ///< places of unescaped * and ?
    bool isQuoted = false;
};

/// Recursive descent over the characters.
class Parser final {
public:
    explicit Parser(const QString& query) : m_query(query) {}

    Answer<SearchNode> parse() {
        skipSpace();
        if (atEnd()) {
            return SearchNode{};
        }
        Answer<SearchNode> node = parseOr(QString());
        if (node && !atEnd()) {
            return refuse(malformed());
        }
        return node;
    }

private:
    Answer<SearchNode> parseOr(const QString& field);
    Answer<SearchNode> parseAnd(const QString& field);
    Answer<SearchNode> parseUnary(const QString& field);
    Answer<SearchNode> parsePrimary(const QString& field);
    Answer<SearchNode> parseGroup(const QString& field);
    Answer<Word> readWord(bool stopsAtColon);
    Answer<Word> readQuoted();
    bool takeOperator(const QString& word, const QString& symbol);
    bool atOperator(const QString& word) const;

    bool atEnd() const { return m_at >= m_query.size(); }
    QChar current() const { return m_query.at(m_at); }
    void skipSpace() {
        while (!atEnd() && current().isSpace()) {
            ++m_at;
        }
    }
    ApiError malformed() const {
        return {400, 255, u"search"_s,
                u"The search query is malformed at character "_s + QString::number(m_at + 1)};
    }

    const QString& m_query;
    qsizetype m_at = 0;
    int m_depth = 0;
};

/// An operator word stands alone: "ANDROID" is none.
bool Parser::atOperator(const QString& word) const {
    const qsizetype end = m_at + word.size();
    return m_query.mid(m_at, word.size()) == word &&
           (end >= m_query.size() || m_query.at(end).isSpace() || m_query.at(end) == u'(' ||
            m_query.at(end) == u')');
}

bool Parser::takeOperator(const QString& word, const QString& symbol) {
    skipSpace();
    if (atOperator(word)) {
        m_at += word.size();
    } else if (m_query.mid(m_at, symbol.size()) == symbol) {
        m_at += symbol.size();
    } else {
        return false;
    }
    skipSpace();
    return true;
}

Answer<SearchNode> Parser::parseOr(const QString& field) {
    Answer<SearchNode> first = parseAnd(field);
    if (!first) {
        return first;
    }
    SearchNode node{SearchNode::Kind::Or, {}, {}, {}};
    node.children.push_back(std::move(*first));
    skipSpace();
    while (!atEnd() && current() != u')') {
        takeOperator(u"OR"_s, u"||"_s); // side by side means OR too
        Answer<SearchNode> next = parseAnd(field);
        if (!next) {
            return next;
        }
        node.children.push_back(std::move(*next));
        skipSpace();
    }
    return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
}

Answer<SearchNode> Parser::parseAnd(const QString& field) {
    Answer<SearchNode> first = parseUnary(field);
    if (!first) {
        return first;
    }
    SearchNode node{SearchNode::Kind::And, {}, {}, {}};
    node.children.push_back(std::move(*first));
    while (takeOperator(u"AND"_s, u"&&"_s)) {
        Answer<SearchNode> next = parseUnary(field);
        if (!next) {
            return next;
        }
        node.children.push_back(std::move(*next));
    }
    return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
}

Answer<SearchNode> Parser::parseUnary(const QString& field) {
    if (++m_depth > kMaximumDepth) {
        return refuse(malformed());
    }
    Answer<SearchNode> node;
    if (takeOperator(u"NOT"_s, u"!"_s)) {
        node = parseUnary(field);
        if (node) {
            SearchNode negation{SearchNode::Kind::Not, {}, {}, {}};
            negation.children.push_back(std::move(*node));
            node = std::move(negation);
        }
    } else {
        node = parsePrimary(field);
    }
    --m_depth;
    return node;
}

Answer<SearchNode> Parser::parseGroup(const QString& field) {
    ++m_at; // the parenthesis
    Answer<SearchNode> inner = parseOr(field);
    skipSpace();
    if (inner && (atEnd() || current() != u')')) {
        return refuse(malformed());
    }
    ++m_at;
    return inner;
}

Answer<SearchNode> Parser::parsePrimary(const QString& field) {
    skipSpace();
    if (atEnd() || current() == u')' || atOperator(u"AND"_s) || atOperator(u"OR"_s)) {
        return refuse(malformed());
    }
    if (current() == u'(') {
        return parseGroup(field);
    }
    Answer<Word> word = readWord(field.isEmpty());
    if (!word) {
        return refuse(word.error());
    }
    QString termField = field;
    if (field.isEmpty() && !word->isQuoted && !atEnd() && current() == u':') {
        ++m_at;
        termField = word->text;
        if (termField.isEmpty() || atEnd() || current().isSpace()) {
            return refuse(malformed());
        }
        if (current() == u'(') {
            return parseGroup(termField);
        }
        word = readWord(false);
        if (!word) {
            return refuse(word.error());
        }
    }
    if (termField == u"*"_s && word->text == u"*"_s) {
        return SearchNode{};
    }
    return SearchNode{
        SearchNode::Kind::Term, {}, termField, SearchPattern(word->text, word->wildcards)};
}

Answer<Word> Parser::readQuoted() {
    Word word;
    word.isQuoted = true;
    for (++m_at; !atEnd() && current() != u'"'; ++m_at) {
        if (current() == u'\\' && m_at + 1 < m_query.size()) {
            ++m_at;
        }
        word.text += current();
    }
    if (atEnd()) {
        return refuse(malformed());
    }
    ++m_at;
    return word;
}

Answer<Word> Parser::readWord(bool stopsAtColon) {
    if (current() == u'"') {
        return readQuoted();
    }
    Word word;
    for (; !atEnd(); ++m_at) {
        const QChar c = current();
        if (c == u'\\' && m_at + 1 < m_query.size()) {
            ++m_at;
            word.text += current();
            continue;
        }
        if (c.isSpace() || c == u'(' || c == u')' || c == u'"' || (c == u':' && stopsAtColon)) {
            break;
        }
        if (c == u'*' || c == u'?') {
            word.wildcards.push_back(word.text.size());
        }
        word.text += c;
    }
    if (word.text.isEmpty()) {
        return refuse(malformed());
    }
    return word;
}

} // namespace

Answer<SearchNode> parseSearchQuery(const QString& query) {
    return Parser(query).parse();
}

} // namespace bulkhead::simulator
