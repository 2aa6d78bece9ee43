// SPDX-License-Identifier: MIT
#include "desktop/inventory/tag_csv.h"

#include "base/csv.h"
#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 3;
constexpr std::size_t kMostTags = 30; // NSX 4.2, ManagedResource.tags

QString translated(const char* text) {
    return QCoreApplication::translate("Tags", text);
}

bool isHeading(const CsvRecord& record) {
    static const QStringList scopes{u"scope"_s, u"tag_scope"_s, u"tag scope"_s};
    return scopes.contains(record.fields.value(1).trimmed().toLower());
}

class Builder final {
public:
    explicit Builder(const snapshot::Snapshot& snapshot) : m_snapshot(snapshot) {}

    void add(const CsvRecord& record) {
        TagCsvLine line;
        line.number = record.line;
        const QString wanted = record.fields.value(0).trimmed();
        line.machine = cleanLine(wanted);
        line.sentence = read(record, wanted, line);
        if (line.outcome == CsvOutcome::Mistake) {
            ++m_csv.mistakes;
        } else if (line.outcome == CsvOutcome::Adds) {
            ++m_csv.added;
        }
        m_csv.lines.push_back(std::move(line));
    }
    [[nodiscard]] TagCsv take() { return std::move(m_csv); }

private:
    /// Says what the line does, and does it to the plan.
    QString read(const CsvRecord& record, const QString& wanted, TagCsvLine& line) {
        if (record.fields.size() != kColumns) {
            return translated("Write three columns: virtual machine, scope, tag.");
        }
        const Result<model::Tag> tag = checkTag(record.fields.at(1), record.fields.at(2));
        if (!tag) {
            return tag.error().remedy;
        }
        line.tag = *tag;
        const auto machines = m_snapshot.findMachines(wanted);
        if (!machines) {
            return machines.error().explanation();
        }
        if (machines->size() > 1) {
            return translated("Use the external id: several machines have this name.");
        }
        line.machineId = machines->front()->externalId;
        auto planned = m_csv.plan.find(line.machineId);
        const std::vector<model::Tag>& now =
            planned == m_csv.plan.end() ? machines->front()->tags : *planned;
        const QString word = cleanLine(tagWord(*tag));
        if (std::find(now.begin(), now.end(), *tag) != now.end()) {
            line.outcome = CsvOutcome::HasAlready;
            return translated("carries %1 already").arg(word);
        }
        if (now.size() >= kMostTags) {
            return translated("Remove a tag first: NSX takes 30 on one machine.");
        }
        if (planned == m_csv.plan.end()) {
            planned = m_csv.plan.insert(line.machineId, machines->front()->tags);
        }
        planned->push_back(*tag);
        line.outcome = CsvOutcome::Adds;
        return translated("gets %1").arg(word);
    }

    const snapshot::Snapshot& m_snapshot;
    TagCsv m_csv;
};

} // namespace

Result<TagCsv> readTagCsv(const QString& text, const snapshot::Snapshot& snapshot) {
    const Result<std::vector<CsvRecord>> records = parseCsv(text);
    if (!records) {
        return fail(records.error());
    }
    Builder builder(snapshot);
    bool isFirst = true;
    for (const CsvRecord& record : *records) {
        if (!isFirst || !isHeading(record)) {
            builder.add(record);
        }
        isFirst = false;
    }
    TagCsv csv = builder.take();
    if (csv.lines.empty()) {
        return fail(ErrorKind::InvalidInput,
                    translated("Choose a file with three columns: virtual machine, scope, tag."),
                    translated("There is no line with a tag in it."));
    }
    return csv;
}

} // namespace bulkhead::desktop
