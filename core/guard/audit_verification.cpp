// SPDX-License-Identifier: MIT
#include "guard/audit_verification.h"

#include "base/text.h"
#include "guard/audit_chain.h"
#include "guard/audit_folder.h"

#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <vector>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

struct ChainFile {
    std::unique_ptr<SqliteFile> file;
    ChainEnds ends;
};

/// One link with the row that it speaks of.
struct Link {
    qint64 number = 0;
    qint64 row = 0;
    QString event;
    QString rowHash;
    QString hash;
    bool finishedHere = false; ///< a finish link of the row stands in the same file
    QVariantList values;       ///< of the row; empty if it is not in the same file
};

QString selectLinks() {
    QStringList columns{u"l.link"_s,     u"l.row_id"_s,     u"l.event"_s,
                        u"l.row_hash"_s, u"l.chain_hash"_s, u"f.link"_s};
    for (const QString& column : auditColumns()) {
        columns << u"r."_s + column;
    }
    return u"SELECT "_s + columns.join(u", "_s) +
           u" FROM bulkhead_chain l LEFT JOIN audit_log r ON r.id = l.row_id "
           "LEFT JOIN bulkhead_chain f ON f.row_id = l.row_id AND f.event = 'finish' "
           "ORDER BY l.link"_s;
}

QVariantList rowOf(const QSqlQuery& query, int first) {
    QVariantList values;
    for (int column = 0; column < auditColumns().size(); ++column) {
        values << query.value(first + column);
    }
    return values;
}

Link linkOf(const QSqlQuery& query) {
    constexpr int kFirstColumn = 6;
    Link link{query.value(0).toLongLong(),
              query.value(1).toLongLong(),
              query.value(2).toString(),
              query.value(3).toString(),
              query.value(4).toString(),
              !query.value(5).isNull(),
              {}};
    if (!query.value(kFirstColumn).isNull()) {
        link.values = rowOf(query, kFirstColumn);
    }
    return link;
}

/// Walks the files; the first thing that is wrong ends the walk.
class Walk final {
public:
    Walk(QString folder, QString knownHead, int busyMs)
        : m_folder(std::move(folder)), m_knownHead(std::move(knownHead)), m_busyMs(busyMs) {}

    Result<AuditVerification> run();

private:
    Result<void> gather();
    Result<void> addFile(const QString& path);
    Result<void> walkFile(std::size_t index);
    Result<void> checkBeginning(std::size_t index);
    Result<void> checkRow(const Link& link, std::size_t index);
    Result<std::vector<QVariantList>> rowElsewhere(qint64 row, std::size_t except);
    Result<bool> finishedElsewhere(qint64 row, std::size_t except);
    void findBad(std::size_t index, std::optional<qint64> row, const QString& problem);
    [[nodiscard]] bool isBad() const { return !m_report.problem.isEmpty(); }

    QString m_folder;
    QString m_knownHead;
    int m_busyMs;
    std::vector<ChainFile> m_files;
    ChainHead m_last;
    bool m_metKnownHead = false;
    AuditVerification m_report;
};

void Walk::findBad(std::size_t index, std::optional<qint64> row, const QString& problem) {
    if (isBad()) {
        return;
    }
    m_report.badRow = row;
    m_report.badFile = m_files[index].file->path();
    m_report.problem = problem;
}

Result<void> Walk::addFile(const QString& path) {
    auto file = std::make_unique<SqliteFile>(
        SqliteFile::Options{path, u"the audit trail"_s, m_busyMs, false});
    if (auto opened = file->open(); !opened) {
        return opened;
    }
    // Held to the end, so that what is checked is one picture of the file. A rotation meanwhile
    // makes a copy of rows that this picture still has; it is found in `gather`.
    if (const auto begun = file->run(u"BEGIN"_s); !begun) {
        return fail(begun.error());
    }
    const auto has = hasTable(*file, u"bulkhead_chain_head"_s);
    if (!has) {
        return fail(has.error());
    }
    if (!*has) {
        return {};
    }
    const auto ends = chainEnds(*file);
    if (!ends) {
        return fail(ends.error());
    }
    m_files.push_back({std::move(file), *ends});
    return {};
}

Result<void> Walk::gather() {
    // The live file first: what is rotated later is still in its picture.
    const QString live = auditFilePath(m_folder);
    if (QFileInfo::exists(live)) {
        if (auto added = addFile(live); !added) {
            return added;
        }
    }
    const bool hasLive = !m_files.empty();
    for (const QString& path : rotatedAuditFiles(m_folder)) {
        const std::size_t before = m_files.size();
        if (auto added = addFile(path); !added) {
            return added;
        }
        if (hasLive && m_files.size() > before) {
            const auto copied = hasLink(*m_files.front().file, m_files.back().ends.head);
            if (!copied) {
                return fail(copied.error());
            }
            if (*copied) {
                m_files.pop_back();
                m_report.notes << cleanLine(path) + u" is the rest of a rotation that was cut "
                                                    "short; its rows still stand in audit.db."_s;
            }
        }
    }
    if (hasLive) {
        std::rotate(m_files.begin(), m_files.begin() + 1, m_files.end());
    }
    std::stable_sort(m_files.begin(), m_files.end() - (hasLive ? 1 : 0),
                     [](const ChainFile& a, const ChainFile& b) {
                         return a.ends.anchor.link < b.ends.anchor.link;
                     });
    m_report.files = static_cast<int>(m_files.size());
    return {};
}

Result<std::vector<QVariantList>> Walk::rowElsewhere(qint64 row, std::size_t except) {
    std::vector<QVariantList> found;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (i == except) {
            continue;
        }
        auto query = m_files[i].file->run(
            u"SELECT "_s + auditColumns().join(u", "_s) + u" FROM audit_log WHERE id = ?"_s, {row});
        if (!query) {
            return fail(query.error());
        }
        if (query->next()) {
            found.push_back(rowOf(*query, 0));
        }
    }
    return found;
}

Result<bool> Walk::finishedElsewhere(qint64 row, std::size_t except) {
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (i == except) {
            continue;
        }
        const auto found = m_files[i].file->value(
            u"SELECT 1 FROM bulkhead_chain WHERE row_id = ? AND event = 'finish'"_s, {row});
        if (!found) {
            return fail(found.error());
        }
        if (found->isValid()) {
            return true;
        }
    }
    return false;
}

Result<void> Walk::checkRow(const Link& link, std::size_t index) {
    std::vector<QVariantList> candidates;
    if (!link.values.isEmpty()) {
        candidates.push_back(link.values);
    } else {
        // The row of a call that was under way while the file was rotated stayed in the later one.
        auto elsewhere = rowElsewhere(link.row, index);
        if (!elsewhere) {
            return fail(elsewhere.error());
        }
        candidates = std::move(*elsewhere);
    }
    const QString number = QString::number(link.row);
    if (candidates.empty()) {
        findBad(index, link.row, u"Row "_s + number + u" was removed."_s);
        return {};
    }
    const ChainEvent event =
        link.event == chainEventName(ChainEvent::Begin) ? ChainEvent::Begin : ChainEvent::Finish;
    const auto agrees = [&candidates, &link](ChainEvent as) {
        return std::any_of(
            candidates.cbegin(), candidates.cend(),
            [&link, as](const QVariantList& row) { return rowHash(row, as) == link.rowHash; });
    };
    if (!agrees(event)) {
        findBad(index, link.row, u"Row "_s + number + u" was changed after it was written."_s);
        return {};
    }
    if (event == ChainEvent::Finish || link.finishedHere || agrees(ChainEvent::Finish)) {
        return {};
    }
    const auto finished = finishedElsewhere(link.row, index);
    if (!finished) {
        return fail(finished.error());
    }
    if (!*finished) {
        findBad(index, link.row,
                u"Row "_s + number + u" was completed by somebody else than the call."_s);
    }
    return {};
}

Result<void> Walk::checkBeginning(std::size_t index) {
    const ChainHead& anchor = m_files[index].ends.anchor;
    m_last = anchor;
    if (index == 0) {
        if (anchor.link > 0) {
            m_report.notes << u"The links up to "_s + QString::number(anchor.link) +
                                  u" are in rotated files that are not here any more; nobody can "
                                  "say anything about their rows."_s;
        } else if (anchor.hash != chainOrigin()) {
            findBad(index, std::nullopt, u"The beginning of the chain was changed."_s);
        }
        return {};
    }
    const auto follows = hasLink(*m_files[index - 1].file, anchor);
    if (!follows) {
        return fail(follows.error());
    }
    if (!*follows) {
        findBad(index, std::nullopt,
                u"The chain does not go on from "_s + cleanLine(m_files[index - 1].file->path()) +
                    u": a file between was removed, or links were."_s);
    }
    return {};
}

Result<void> Walk::walkFile(std::size_t index) {
    if (auto begun = checkBeginning(index); !begun || isBad()) {
        return begun;
    }
    auto query = m_files[index].file->run(selectLinks());
    if (!query) {
        return fail(query.error());
    }
    while (!isBad() && query->next()) {
        const Link link = linkOf(*query);
        if (m_report.firstLink == 0) {
            m_report.firstLink = link.number;
        }
        if (link.number != m_last.link + 1) {
            findBad(index, link.row,
                    u"The links "_s + QString::number(m_last.link + 1) + u" to "_s +
                        QString::number(link.number - 1) +
                        u" were removed before the one of row "_s + QString::number(link.row) +
                        u'.');
            break;
        }
        if (linkHash(m_last.hash, link.number, link.row, link.event, link.rowHash) != link.hash) {
            findBad(index, link.row,
                    u"Link "_s + QString::number(link.number) + u", of row "_s +
                        QString::number(link.row) + u", was changed or moved."_s);
            break;
        }
        if (auto checked = checkRow(link, index); !checked) {
            return checked;
        }
        m_last = {link.number, link.hash};
        m_metKnownHead = m_metKnownHead || link.hash == m_knownHead;
        m_report.rows += link.event == chainEventName(ChainEvent::Begin) ? 1 : 0;
        ++m_report.links;
    }
    const ChainHead& head = m_files[index].ends.head;
    if (!isBad() && (m_last.link != head.link || m_last.hash != head.hash)) {
        findBad(index, std::nullopt,
                u"The links after "_s + QString::number(m_last.link) +
                    u" were removed; there were "_s + QString::number(head.link) + u'.');
    }
    return {};
}

Result<AuditVerification> Walk::run() {
    if (auto gathered = gather(); !gathered) {
        return fail(gathered.error());
    }
    for (std::size_t i = 0; i < m_files.size() && !isBad(); ++i) {
        if (auto walked = walkFile(i); !walked) {
            return fail(walked.error());
        }
        const auto unchained = m_files[i].file->value(
            u"SELECT count(*) FROM audit_log WHERE skill = ? AND id NOT IN "
            "(SELECT row_id FROM bulkhead_chain) AND id NOT IN (SELECT row_id FROM bulkhead_open)"_s,
            {auditSkill()});
        if (!unchained) {
            return fail(unchained.error());
        }
        m_report.unchained += unchained->toLongLong();
    }
    if (!isBad() && !m_knownHead.isEmpty() && !m_metKnownHead) {
        m_report.problem = u"The head that was noted earlier is not in the chain: its newest part "
                           "was cut off, or it was made anew."_s;
    }
    m_report.head = m_last.link > 0 ? m_last.hash : QString();
    m_report.intact = !isBad();
    return m_report;
}

} // namespace

Result<AuditVerification> verifyAudit(const QString& folder, const QString& knownHead, int busyMs) {
    return Walk(folder, knownHead.trimmed().toLower(), busyMs).run();
}

} // namespace bulkhead::guard
