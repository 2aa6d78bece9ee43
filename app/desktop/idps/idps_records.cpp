// SPDX-License-Identifier: MIT
#include "desktop/idps/idps_records.h"

#include "base/text.h"
#include "desktop/idps/severity.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Idps", text);
}

QString textAt(const QJsonObject& object, const QString& key) {
    return cleanLine(object.value(key).toString());
}

Cell optionalText(const QString& text, Color color = Color::Text) {
    return text.isEmpty() ? textCell(unknownMark(), Color::TextMuted) : textCell(text, color);
}

Cell optionalNumber(const QJsonValue& value) {
    return value.isDouble() ? numberCell(QLocale().toString(value.toInteger()))
                            : numberCell(unknownMark(), Color::TextMuted);
}

QVariant sortable(const QJsonValue& value) {
    return value.isDouble() ? QVariant(value.toInteger()) : QVariant(qint64{-1});
}

Cell onOffCell(const QJsonValue& enabled) {
    if (!enabled.isBool()) {
        return textCell(translated("not known"), Color::TextMuted);
    }
    return enabled.toBool() ? iconCell(u"shield-check"_s, translated("on"), Color::Allow)
                            : iconCell(u"shield-off"_s, translated("off"), Color::Drop);
}

Cell modeCell(const QString& mode) {
    if (mode == "DETECT_PREVENT"_L1) {
        return iconCell(u"shield-check"_s, modeWords(mode), Color::Allow);
    }
    return mode == "DETECT"_L1 ? iconCell(u"search"_s, modeWords(mode), Color::Link)
                               : textCell(modeWords(mode), Color::TextMuted);
}

ChipCell chipsFor(const snapshot::SnapshotPointer& snapshot, const QJsonObject& rule,
                  const QString& paths, const QString& names, ChipKind kind) {
    const QStringList operands = rule.value(paths).toVariant().toStringList();
    if (snapshot && kind == ChipKind::Group) {
        return chipCellFor(*snapshot, operands);
    }
    ChipCell cell;
    const QJsonArray labels = rule.value(names).toArray();
    for (qsizetype i = 0; i < operands.size(); ++i) {
        if (operands.at(i) != "ANY"_L1) {
            cell.chips.push_back({kind, cleanLine(labels.at(i).toString()), operands.at(i)});
        }
    }
    cell.word = translated("Any");
    return cell;
}

QString flowWords(const QJsonObject& event) {
    const QString port = event.value(u"destination_port"_s).isDouble()
                             ? QString::number(event.value(u"destination_port"_s).toInteger())
                             : QString();
    const QString protocol = textAt(event, u"protocol"_s).toLower();
    return port.isEmpty() ? protocol : protocol + u'/' + port;
}

Record clusterRecord(const QJsonObject& cluster) {
    const QString name = textAt(cluster, u"display_name"_s);
    const QJsonValue hosts = cluster.value(u"hosts"_s);
    Record record;
    record.key = cluster.value(u"id"_s).toString();
    record.source = cluster;
    Cell state = cluster.value(u"stale"_s).toBool()
                     ? textCell(translated("the cluster is gone"), Color::Drop)
                     : textCell({});
    record.cells = {
        iconCell(u"layers"_s, name.isEmpty() ? cleanLine(record.key) : name, Color::Text),
        textCell(translated("Cluster"), Color::TextMuted),
        onOffCell(cluster.value(u"enabled"_s)),
        modeCell(cluster.value(u"mode"_s).toString()),
        hosts.isArray() ? numberCell(QLocale().toString(hosts.toArray().size()))
                        : numberCell(unknownMark(), Color::TextMuted),
        state};
    record.cells.front().strong = true;
    record.sort.resize(record.cells.size());
    record.sort[4] = hosts.toArray().size();
    return record;
}

Record hostRecord(const QJsonObject& host, const QJsonObject& cluster) {
    const QString name = textAt(host, u"display_name"_s);
    Record record;
    record.key = host.value(u"id"_s).toString();
    record.source = host;
    record.source.insert(u"cluster"_s, cluster.value(u"display_name"_s));
    record.source.insert(u"cluster_id"_s, cluster.value(u"id"_s));
    record.source.insert(u"mode"_s, cluster.value(u"mode"_s));
    record.cells = {
        iconCell(u"server"_s, name.isEmpty() ? cleanLine(record.key) : name, Color::TextMuted),
        textCell(translated("Host of %1").arg(textAt(cluster, u"display_name"_s)),
                 Color::TextMuted),
        onOffCell(host.value(u"enabled"_s)),
        modeCell(cluster.value(u"mode"_s).toString()),
        numberCell({}),
        textCell({})};
    record.sort.resize(record.cells.size());
    return record;
}

QHash<QString, QString> machineIds(const snapshot::SnapshotPointer& snapshot) {
    QHash<QString, QString> ids;
    if (snapshot) {
        for (const model::VirtualMachine& machine : snapshot->machines()) {
            // Machines may share a name: then nobody knows which one it was.
            QString& id = ids[machine.displayName.raw()];
            id = id.isNull() ? machine.externalId : u""_s;
        }
    }
    return ids;
}

ChipCell machineChips(const QJsonObject& event, const QHash<QString, QString>& ids) {
    ChipCell cell;
    for (const QString& name : event.value(u"vms"_s).toVariant().toStringList()) {
        cell.chips.push_back({ChipKind::Machine, cleanLine(name), ids.value(name)});
    }
    cell.word = unknownMark();
    return cell;
}

Cell resultCell(const QJsonObject& event) {
    const QJsonValue prevented = event.value(u"prevented"_s);
    if (!prevented.isBool()) {
        return textCell(translated("not known"), Color::TextMuted);
    }
    return prevented.toBool() ? iconCell(u"shield-check"_s, translated("Prevented"), Color::Allow)
                              : iconCell(u"search"_s, translated("Detected"), Color::Text);
}

Record eventRecord(const QJsonObject& event, const QHash<QString, QString>& ids) {
    Record record;
    record.source = event;
    const QString severity = event.value(u"severity"_s).toString();
    ChipCell rule;
    rule.word = unknownMark();
    if (const QString path = event.value(u"rule_path"_s).toString(); !path.isEmpty()) {
        rule.chips.push_back({ChipKind::Rule, textAt(event, u"rule_name"_s), path});
    } else if (event.value(u"rule_number"_s).isDouble()) {
        rule.word = QString::number(event.value(u"rule_number"_s).toInteger());
    }
    Cell when = textCell(momentWords(event.value(u"last_seen"_s).toString()));
    if (event.value(u"ongoing"_s).toBool()) {
        when.badge = translated("ongoing");
    }
    record.cells = {when,
                    severityCell(severity),
                    optionalText(textAt(event, u"signature_name"_s)),
                    resultCell(event),
                    chipsCell(machineChips(event, ids)),
                    optionalText(textAt(event, u"source_ip"_s)),
                    optionalText(flowWords(event)),
                    chipsCell(rule),
                    optionalNumber(event.value(u"count"_s))};
    record.cells[2].elideEnd = true;
    record.sort.resize(record.cells.size());
    record.sort[0] = event.value(u"last_seen"_s).toString();
    record.sort[1] = severityRank(severity);
    record.sort[8] = sortable(event.value(u"count"_s));
    return record;
}

} // namespace

QString modeWords(const QString& mode) {
    if (mode == "DETECT_PREVENT"_L1) {
        return translated("Detect and prevent");
    }
    if (mode == "DETECT"_L1) {
        return translated("Detect");
    }
    if (mode == "EXEMPT"_L1) {
        return translated("Exempt");
    }
    if (mode == "OFF"_L1) {
        return translated("Off");
    }
    return mode.isEmpty() ? unknownMark() : cleanLine(mode);
}

QString momentWords(const QString& isoTime) {
    const QDateTime time = QDateTime::fromString(isoTime, Qt::ISODate).toLocalTime();
    if (!time.isValid()) {
        return unknownMark();
    }
    const QString clock = QLocale().toString(time.time(), u"HH:mm"_s);
    const qint64 days = time.date().daysTo(QDate::currentDate());
    if (days == 0) {
        return translated("today %1").arg(clock);
    }
    if (days == 1) {
        return translated("yesterday %1").arg(clock);
    }
    const bool isThisYear = time.date().year() == QDate::currentDate().year();
    return QLocale().toString(time.date(), isThisYear ? u"d MMM"_s : u"d MMM yyyy"_s) + u' ' +
           clock;
}

ChipCell eventMachines(const QJsonObject& event, const snapshot::SnapshotPointer& snapshot) {
    return machineChips(event, machineIds(snapshot));
}

std::vector<RecordColumn> clusterColumns() {
    return {{translated("Name")}, {translated("Kind")},        {translated("Detection")},
            {translated("Mode")}, {translated("Hosts"), true}, {translated("State")}};
}

std::vector<Record> clusterRecords(const QJsonObject& status) {
    std::vector<Record> records;
    const QJsonArray clusters = status.value(u"clusters"_s).toArray();
    for (const QJsonValue value : clusters) {
        const QJsonObject cluster = value.toObject();
        records.push_back(clusterRecord(cluster));
        const QJsonArray hosts = cluster.value(u"hosts"_s).toArray();
        for (const QJsonValue host : hosts) {
            records.push_back(hostRecord(host.toObject(), cluster));
        }
    }
    return records;
}

std::vector<RecordColumn> eventColumns() {
    return {{translated("Last seen")}, {translated("Severity")}, {translated("Signature")},
            {translated("Result")},    {translated("Machines")}, {translated("From")},
            {translated("To")},        {translated("Rule")},     {translated("Times"), true}};
}

std::vector<Record> eventRecords(const QJsonObject& events,
                                 const snapshot::SnapshotPointer& snapshot) {
    const QHash<QString, QString> ids = machineIds(snapshot);
    std::vector<Record> records;
    QHash<QString, int> seen;
    const QJsonArray items = events.value(u"items"_s).toArray();
    for (const QJsonValue value : items) {
        const QJsonObject event = value.toObject();
        Record record = eventRecord(event, ids);
        // The manager gives events no id; what makes one different from others is its key.
        const QString own = QStringList{event.value(u"signature_id"_s).toString(),
                                        event.value(u"first_seen"_s).toString(),
                                        event.value(u"source_ip"_s).toString(),
                                        event.value(u"destination_ip"_s).toString()}
                                .join(u'|');
        record.key = u"event|%1|%2"_s.arg(own).arg(seen[own]++);
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<RecordColumn> idpsRuleColumns() {
    return {{translated("Policy")},     {translated("Name")},      {translated("Mode")},
            {translated("Profiles")},   {translated("Sources")},   {translated("Destinations")},
            {translated("Applied To")}, {translated("Hits"), true}};
}

std::vector<Record> idpsRuleRecords(const QJsonObject& rules,
                                    const snapshot::SnapshotPointer& snapshot) {
    std::vector<Record> records;
    const QJsonArray items = rules.value(u"items"_s).toArray();
    for (const QJsonValue value : items) {
        const QJsonObject rule = value.toObject();
        const bool disabled = rule.value(u"disabled"_s).toBool();
        Record record;
        record.key = rule.value(u"path"_s).toString();
        record.source = rule;
        Cell name = textCell(textAt(rule, u"display_name"_s));
        name.badge = disabled ? translated("disabled") : QString();
        const auto groups = [&](const QString& paths, const QString& names) {
            return chipsCell(chipsFor(snapshot, rule, paths, names, ChipKind::Group));
        };
        record.cells = {optionalText(textAt(rule, u"policy_name"_s), Color::TextMuted),
                        name,
                        modeCell(rule.value(u"mode"_s).toString()),
                        chipsCell(chipsFor(snapshot, rule, u"profiles"_s, u"profile_names"_s,
                                           ChipKind::Profile)),
                        groups(u"sources"_s, u"source_names"_s),
                        groups(u"destinations"_s, u"destination_names"_s),
                        groups(u"scope"_s, u"scope_names"_s),
                        optionalNumber(rule.value(u"hit_count"_s))};
        for (Cell& cell : record.cells) {
            cell.dimmed = disabled;
        }
        record.sort.resize(record.cells.size());
        record.sort[7] = sortable(rule.value(u"hit_count"_s));
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<RecordColumn> profileColumns() {
    return {{translated("Name")},
            {translated("Watches for")},
            {translated("Overridden signatures"), true},
            {translated("Used by rules"), true},
            {translated("Description")}};
}

std::vector<Record> profileRecords(const QJsonObject& profiles, const QJsonObject& rules) {
    QHash<QString, int> used;
    const QJsonArray allRules = rules.value(u"items"_s).toArray();
    for (const QJsonValue rule : allRules) {
        for (const QString& path : rule[u"profiles"_s].toVariant().toStringList()) {
            ++used[path];
        }
    }
    std::vector<Record> records;
    const QJsonArray items = profiles.value(u"items"_s).toArray();
    for (const QJsonValue value : items) {
        const QJsonObject profile = value.toObject();
        Record record;
        record.key = profile.value(u"path"_s).toString();
        record.source = profile;
        const int uses = used.value(record.key);
        const QJsonValue overridden = profile.value(u"overridden_signature_count"_s);
        record.cells = {
            iconCell(chipIcon(ChipKind::Profile), textAt(profile, u"display_name"_s), Color::Text),
            textCell(textAt(profile, u"criteria_words"_s)), optionalNumber(overridden),
            rules.isEmpty()
                ? numberCell(unknownMark(), Color::TextMuted)
                : numberCell(QLocale().toString(uses), uses == 0 ? Color::TextMuted : Color::Text),
            textCell(textAt(profile, u"description"_s), Color::TextMuted)};
        record.cells[1].elideEnd = true;
        record.cells[4].elideEnd = true;
        record.sort.resize(record.cells.size());
        record.sort[2] = sortable(overridden);
        record.sort[3] = uses;
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<RecordColumn> signatureColumns() {
    return {{translated("ID")},         {translated("Name")},         {translated("Severity")},
            {translated("Action")},     {translated("Target")},       {translated("Product")},
            {translated("CVSS"), true}, {translated("Overridden in")}};
}

std::vector<Record> signatureRecords(const QJsonObject& signatures) {
    std::vector<Record> records;
    const QJsonArray items = signatures.value(u"items"_s).toArray();
    for (const QJsonValue value : items) {
        const QJsonObject signature = value.toObject();
        Record record;
        record.key = u"signature|"_s + signature.value(u"signature_id"_s).toString();
        record.source = signature;
        QStringList places;
        const QJsonArray overrides = signature.value(u"overrides"_s).toArray();
        for (const QJsonValue one : overrides) {
            places << cleanLine(one[u"where"_s].toString());
        }
        const QString severity = signature.value(u"severity"_s).toString();
        Cell score = optionalText(textAt(signature, u"cvss_score"_s));
        score.numeric = true;
        record.cells = {textCell(textAt(signature, u"signature_id"_s), Color::TextMuted),
                        optionalText(textAt(signature, u"display_name"_s)),
                        severityCell(severity),
                        optionalText(textAt(signature, u"action"_s)),
                        optionalText(textAt(signature, u"attack_target"_s), Color::TextMuted),
                        optionalText(textAt(signature, u"product_affected"_s), Color::TextMuted),
                        score,
                        textCell(places.join(u", "_s))};
        record.cells[1].elideEnd = true;
        record.sort.resize(record.cells.size());
        record.sort[2] = severityRank(severity);
        record.sort[6] = signature.value(u"cvss_score"_s).toString().toDouble();
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace bulkhead::desktop
