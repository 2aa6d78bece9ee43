// SPDX-License-Identifier: MIT
#include "config/env_file.h"

#include "base/text.h"

#include <QRegularExpression>

#include <optional>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

class EnvParser final {
public:
    EnvParser(QString text, QString file) : m_text(std::move(text)), m_file(std::move(file)) {}

    EnvFile parse() {
        while (m_at < m_text.size()) {
            const int line = m_line;
            if (const auto problem = statement()) {
                m_result.warnings << cleanLine(m_file) + u':' + QString::number(line) +
                                         u": the line was left out: "_s + *problem;
                skipLine();
            }
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar here() const { return m_text.at(m_at); }
    void advance() {
        if (here() == u'\n') {
            ++m_line;
        }
        ++m_at;
    }
    void skipBlanks() {
        while (!atEnd() && (here() == u' ' || here() == u'\t')) {
            advance();
        }
    }
    void skipLine() {
        while (!atEnd() && here() != u'\n') {
            advance();
        }
        if (!atEnd()) {
            advance();
        }
    }
    [[nodiscard]] QString restOfLine() const {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return m_text.mid(m_at, end < 0 ? -1 : end - m_at);
    }

    std::optional<QString> statement() {
        static const QRegularExpression head(
            u"^(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \\t]*=[ \\t]*"_s);
        skipBlanks();
        if (atEnd() || here() == u'\n' || here() == u'#') {
            skipLine();
            return std::nullopt;
        }
        const auto match = head.match(restOfLine());
        if (!match.hasMatch()) {
            return u"it is not KEY=VALUE."_s;
        }
        m_at += match.capturedLength();
        if (!atEnd() && (here() == u'\'' || here() == u'"')) {
            return quotedValue(match.captured(1));
        }
        static const QRegularExpression comment(u"(^|[ \\t])#.*$"_s);
        m_result.values.insert(match.captured(1), restOfLine().remove(comment).trimmed());
        skipLine();
        return std::nullopt;
    }

    std::optional<QString> quotedValue(const QString& key) {
        const qsizetype start = m_at;
        const int startLine = m_line;
        const QChar quote = here();
        advance();
        QString value;
        while (!atEnd() && here() != quote) {
            if (here() == u'\\' && m_at + 1 < m_text.size()) {
                advance();
                value += escaped(here(), quote);
            } else {
                value += here();
            }
            advance();
        }
        if (atEnd()) {
            // Back to where it began, so that only this line is lost and not the rest of the file.
            m_at = start;
            m_line = startLine;
            return u"its quote is not closed."_s;
        }
        advance();
        skipBlanks();
        if (!atEnd() && here() != u'\n' && here() != u'#') {
            return u"text follows the closing quote."_s;
        }
        m_result.values.insert(key, value);
        skipLine();
        return std::nullopt;
    }

    static QString escaped(QChar c, QChar quote) {
        if (c == u'\\' || c == quote) {
            return c;
        }
        if (quote == u'"') {
            switch (c.unicode()) {
            case u'n':
                return u"\n"_s;
            case u'r':
                return u"\r"_s;
            case u't':
                return u"\t"_s;
            case u'$':
                return u"$"_s;
            default:
                break;
            }
        }
        return QString(u'\\') + c;
    }

    QString m_text;
    QString m_file;
    qsizetype m_at = 0;
    int m_line = 1;
    EnvFile m_result;
};

} // namespace

EnvFile parseEnvFile(const QString& text, const QString& file) {
    // A lone CR is no line end that anybody writes today.
    return EnvParser(QString(text).replace(u"\r\n"_s, u"\n"_s), file).parse();
}

} // namespace bulkhead::config
