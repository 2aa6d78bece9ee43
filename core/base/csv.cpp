// SPDX-License-Identifier: MIT
#include "base/csv.h"

#include <utility>

namespace bulkhead {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar kByteOrderMark(0xFEFF);

QChar separatorOf(const QString& text) {
    bool quoted = false;
    bool semicolon = false;
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && c == u',') {
            return u',';
        } else if (!quoted && c == u'\n') {
            break;
        } else if (!quoted && c == u';') {
            semicolon = true;
        }
    }
    return semicolon ? u';' : u',';
}

class Reader final {
public:
    explicit Reader(const QString& text) : m_text(text), m_separator(separatorOf(text)) {
        if (m_text.startsWith(kByteOrderMark)) {
            m_at = 1;
        }
    }

    Result<std::vector<CsvRecord>> run() {
        m_record.line = m_line;
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at);
            if (c == u'"' && m_field.isEmpty() && !m_wasQuoted) {
                if (!readQuoted()) {
                    return fail(ErrorKind::InvalidInput, u"Close the quote."_s,
                                u"Line %1 has a quote that is never closed."_s.arg(m_record.line));
                }
                continue;
            }
            ++m_at;
            if (c == m_separator) {
                endField();
            } else if (c == u'\n') {
                endRecord();
            } else if (c == u'\r' && (m_at == m_text.size() || m_text.at(m_at) == u'\n')) {
                continue;
            } else if (m_wasQuoted) {
                return fail(ErrorKind::InvalidInput, u"Double the quotes inside a quoted field."_s,
                            u"Line %1 has text behind a closing quote."_s.arg(m_line));
            } else {
                m_field += c;
            }
        }
        endRecord();
        return std::move(m_records);
    }

private:
    bool readQuoted() {
        m_wasQuoted = true;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text.at(m_at);
            if (c != u'"') {
                m_line += c == u'\n' ? 1 : 0;
                m_field += c;
            } else if (m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'"') {
                m_field += u'"';
                ++m_at;
            } else {
                ++m_at;
                return true;
            }
        }
        return false;
    }

    void endField() {
        m_record.fields << std::exchange(m_field, {});
        m_wasQuoted = false;
    }

    void endRecord() {
        if (!m_field.isEmpty() || m_wasQuoted || !m_record.fields.isEmpty()) {
            endField();
            m_records.push_back(std::exchange(m_record, {}));
        }
        m_record.line = ++m_line;
    }

    const QString& m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
    QString m_field;
    bool m_wasQuoted = false;
    CsvRecord m_record;
    std::vector<CsvRecord> m_records;
};

} // namespace

Result<std::vector<CsvRecord>> parseCsv(const QString& text) {
    return Reader(text).run();
}

} // namespace bulkhead
