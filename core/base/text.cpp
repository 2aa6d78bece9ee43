// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace bulkhead {

namespace {

bool isHidden(char32_t code) {
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString clean(const QString& text, bool keepLines) {
    const bool simple = std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() >= 0x20 && c.unicode() < 0x7f;
    });
    if (simple) {
        return text;
    }
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        char32_t code = c.unicode();
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            code = QChar::surrogateToUcs4(c, text.at(++i));
        }
        if (code == U'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
            continue;
        }
        if (code == U'\n' || code == U'\r') {
            out += keepLines ? u'\n' : u' ';
        } else if (code == U'\t') {
            out += u' ';
        } else if (isHidden(code)) {
            out += QChar::ReplacementCharacter;
        } else {
            out += QString::fromUcs4(&code, 1);
        }
    }
    return out;
}

} // namespace

QString cleanLine(const QString& text) {
    return clean(text, false);
}

QString cleanParagraphs(const QString& text) {
    return clean(text, true);
}

QString cleanHtml(const QString& text) {
    return cleanLine(text).toHtmlEscaped();
}

QString elideMiddle(const QString& text, int maximum) {
    if (text.size() <= maximum || maximum < 3) {
        return text;
    }
    qsizetype head = (maximum - 1) / 2;
    qsizetype tail = text.size() - (maximum - 1 - head);
    if (text.at(head - 1).isHighSurrogate()) {
        --head;
    }
    if (text.at(tail).isLowSurrogate()) {
        ++tail;
    }
    return text.left(head) + QChar(0x2026) + text.mid(tail);
}

int editDistance(const QString& a, const QString& b) {
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        beforeLast.swap(last);
        last.swap(row);
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < width; ++j) {
            const auto column = static_cast<qsizetype>(j);
            const bool same = a.at(i - 1) == b.at(column - 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(column - 2) &&
                a.at(i - 2) == b.at(column - 1)) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
    }
    return row.back();
}

QStringList nearestMatches(const QString& word, const QStringList& candidates, int maximum) {
    const QString wanted = word.toCaseFolded().left(64);
    const int limit = std::clamp(static_cast<int>(wanted.size()) / 2, 1, 3);
    std::vector<std::pair<int, QString>> scored;
    for (const QString& candidate : candidates) {
        const QString folded = candidate.toCaseFolded().left(64);
        int score = editDistance(wanted, folded);
        if (score > limit) {
            if (wanted.size() >= 3 && (folded.contains(wanted) || wanted.contains(folded))) {
                score = limit + 1;
            } else {
                continue;
            }
        }
        scored.emplace_back(score, candidate);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList best;
    for (const auto& [score, candidate] : scored) {
        if (best.size() == maximum) {
            break;
        }
        if (!best.contains(candidate)) {
            best << candidate;
        }
    }
    return best;
}

bool matchesNameFilter(const QString& text, const QString& filter) {
    if (filter.isEmpty() || text.contains(filter, Qt::CaseInsensitive)) {
        return true;
    }
    if (!filter.contains(u'*') && !filter.contains(u'?')) {
        return false;
    }
    // QRegularExpression's own wildcard conversion stops `*` at a slash, which names may contain.
    QString pattern;
    for (const QChar c : filter) {
        if (c == u'*') {
            pattern += QStringLiteral(".*");
        } else if (c == u'?') {
            pattern += u'.';
        } else {
            pattern += QRegularExpression::escape(QString(c));
        }
    }
    const QRegularExpression glob(QRegularExpression::anchoredPattern(pattern),
                                  QRegularExpression::CaseInsensitiveOption |
                                      QRegularExpression::DotMatchesEverythingOption);
    return glob.match(text).hasMatch();
}

} // namespace bulkhead
