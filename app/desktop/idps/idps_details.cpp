// SPDX-License-Identifier: MIT
#include "desktop/idps/idps_details.h"

#include "base/text.h"
#include "desktop/idps/idps_records.h"
#include "desktop/idps/severity.h"
#include "desktop/widgets/inspector.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Idps", text);
}

QString textAt(const QJsonValue& object, const QString& key) {
    const QJsonValue value = object[key];
    if (value.isDouble()) {
        return QLocale().toString(value.toInteger());
    }
    return cleanLine(value.toString());
}

QString yesNo(const QJsonValue& value) {
    return value.isBool() ? (value.toBool() ? translated("yes") : translated("no")) : unknownMark();
}

void addOverrides(Inspector& inspector, const QJsonArray& overrides, const QString& who) {
    for (const QJsonValue one : overrides) {
        QStringList words;
        if (const QString action = textAt(one, u"action"_s); !action.isEmpty()) {
            words << action;
        }
        if (one[u"enabled"_s].isBool() && !one[u"enabled"_s].toBool()) {
            words << translated("switched off");
        }
        inspector.addField(textAt(one, who), words.join(u", "_s));
    }
}

ChipCell chipsAt(const QJsonObject& rule, const QString& paths, const QString& names,
                 ChipKind kind) {
    ChipCell cell;
    cell.word = translated("Any");
    const QJsonArray operands = rule.value(paths).toArray();
    const QJsonArray labels = rule.value(names).toArray();
    for (qsizetype i = 0; i < operands.size(); ++i) {
        if (operands.at(i).toString() != "ANY"_L1) {
            cell.chips.push_back(
                {kind, cleanLine(labels.at(i).toString()), operands.at(i).toString()});
        }
    }
    return cell;
}

QString endpoint(const QJsonObject& event, const QString& address, const QString& port) {
    const QString ip = textAt(event, address);
    const QJsonValue number = event.value(port);
    return number.isDouble() ? translated("%1, port %2").arg(ip).arg(number.toInteger()) : ip;
}

} // namespace

void describeCluster(Inspector& inspector, const Record& record, const QJsonObject& status) {
    const QJsonObject& source = record.source;
    const bool isHost = source.contains(u"cluster_id"_s);
    const QString name = textAt(source, u"display_name"_s);
    inspector.begin(isHost ? u"server"_s : u"layers"_s,
                    isHost ? translated("Host") : translated("Cluster"),
                    name.isEmpty() ? cleanLine(record.key) : name);
    if (isHost) {
        inspector.addField(translated("Cluster"), textAt(source, u"cluster"_s));
    }
    const QJsonValue enabled = source.value(u"enabled"_s);
    inspector.addField(translated("Detection"),
                       !enabled.isBool()  ? translated("not known")
                       : enabled.toBool() ? translated("on")
                                          : translated("off"),
                       enabled.isBool() && !enabled.toBool() ? Color::Drop : Color::Text);
    inspector.addField(translated("Mode"), modeWords(source.value(u"mode"_s).toString()));
    if (!isHost && source.value(u"hosts"_s).isArray()) {
        inspector.addField(translated("Hosts"),
                           QLocale().toString(source.value(u"hosts"_s).toArray().size()));
    }
    inspector.addField(translated("ID"), cleanLine(record.key));
    inspector.addSection(translated("On the whole manager"));
    const QJsonObject settings = status.value(u"settings"_s).toObject();
    inspector.addField(translated("Signatures"), textAt(status, u"signature_version"_s));
    inspector.addField(translated("Made"),
                       momentWords(status.value(u"signature_update_time"_s).toString()));
    inspector.addField(translated("Update"),
                       textAt(status.value(u"signature_status"_s), u"download_status"_s));
    inspector.addField(translated("Updates itself"), yesNo(settings.value(u"auto_update"_s)));
    inspector.addField(translated("Under overload"),
                       textAt(settings, u"oversubscription"_s) == "DROPPED"_L1
                           ? translated("traffic is dropped")
                       : textAt(settings, u"oversubscription"_s) == "BYPASSED"_L1
                           ? translated("traffic passes uninspected")
                           : unknownMark());
    inspector.addField(translated("Events to syslog"),
                       yesNo(settings.value(u"ids_events_to_syslog"_s)));
    inspector.finish();
}

void describeEvent(Inspector& inspector, const Record& record,
                   const snapshot::SnapshotPointer& snapshot) {
    const QJsonObject& event = record.source;
    const QString severity = event.value(u"severity"_s).toString();
    const Cell look = severityCell(severity);
    inspector.begin(look.icon.isEmpty() ? u"shield-alert"_s : look.icon, translated("Event"),
                    textAt(event, u"signature_name"_s));
    inspector.addField(translated("Severity"), severityWord(severity), look.color);
    const QJsonValue prevented = event.value(u"prevented"_s);
    inspector.addField(
        translated("Result"),
        !prevented.isBool() ? translated("not known")
        : prevented.toBool()
            ? translated("Prevented: the traffic was cut (%1)").arg(textAt(event, u"action"_s))
            : translated("Detected: the traffic got through"));
    inspector.addChips(translated("Machines"), eventMachines(event, snapshot));
    inspector.addSection(translated("Flow"));
    inspector.addField(translated("From"), endpoint(event, u"source_ip"_s, u"source_port"_s));
    inspector.addField(translated("To"),
                       endpoint(event, u"destination_ip"_s, u"destination_port"_s));
    inspector.addField(translated("Protocol"), textAt(event, u"protocol"_s));
    inspector.addSection(translated("When"));
    inspector.addField(translated("First"), momentWords(event.value(u"first_seen"_s).toString()));
    inspector.addField(translated("Latest"), momentWords(event.value(u"last_seen"_s).toString()));
    inspector.addField(translated("Times"), textAt(event, u"count"_s));
    inspector.addField(translated("Ongoing"), yesNo(event.value(u"ongoing"_s)));
    inspector.addSection(translated("Seen by"));
    if (const QString path = event.value(u"rule_path"_s).toString(); !path.isEmpty()) {
        ChipCell rule;
        rule.chips.push_back({ChipKind::Rule, textAt(event, u"rule_name"_s), path});
        inspector.addChips(translated("Rule"), rule);
    }
    inspector.addField(translated("Rule number"),
                       event.value(u"rule_number"_s).isDouble()
                           ? QString::number(event.value(u"rule_number"_s).toInteger())
                           : QString());
    inspector.addField(translated("Profile"), textAt(event, u"profile_id"_s));
    inspector.addField(translated("Signature"), textAt(event, u"signature_id"_s));
    inspector.finish();
}

void describeIdpsRule(Inspector& inspector, const Record& record) {
    const QJsonObject& rule = record.source;
    inspector.begin(u"shield-alert"_s, translated("Intrusion rule"),
                    textAt(rule, u"display_name"_s));
    inspector.addField(translated("Mode"), modeWords(rule.value(u"mode"_s).toString()));
    inspector.addField(translated("Disabled"), yesNo(rule.value(u"disabled"_s)));
    inspector.addField(translated("Policy"), textAt(rule, u"policy_name"_s));
    inspector.addField(translated("Place"), textAt(rule, u"position"_s));
    inspector.addSection(translated("Watches"));
    inspector.addChips(translated("Profiles"),
                       chipsAt(rule, u"profiles"_s, u"profile_names"_s, ChipKind::Profile));
    inspector.addChips(translated("Sources"),
                       chipsAt(rule, u"sources"_s, u"source_names"_s, ChipKind::Group));
    inspector.addChips(translated("Destinations"),
                       chipsAt(rule, u"destinations"_s, u"destination_names"_s, ChipKind::Group));
    inspector.addChips(translated("Services"),
                       chipsAt(rule, u"services"_s, u"service_names"_s, ChipKind::Service));
    inspector.addChips(translated("Applied To"),
                       chipsAt(rule, u"scope"_s, u"scope_names"_s, ChipKind::Group));
    inspector.addField(translated("Under overload"), textAt(rule, u"oversubscription"_s));
    inspector.addSection(translated("Statistics"));
    inspector.addField(translated("Hits"), rule.value(u"hit_count"_s).isDouble()
                                               ? textAt(rule, u"hit_count"_s)
                                               : unknownMark());
    inspector.addField(translated("Logged"), yesNo(rule.value(u"logged"_s)));
    inspector.addField(translated("Rule number"),
                       rule.value(u"rule_number"_s).isDouble()
                           ? QString::number(rule.value(u"rule_number"_s).toInteger())
                           : unknownMark());
    inspector.addField(translated("Path"), cleanLine(record.key));
    inspector.finish();
}

void describeIdpsProfile(Inspector& inspector, const Record& record, const QJsonObject& rules) {
    const QJsonObject& profile = record.source;
    inspector.begin(chipIcon(ChipKind::Profile), translated("Intrusion profile"),
                    textAt(profile, u"display_name"_s));
    inspector.addParagraph(textAt(profile, u"criteria_words"_s));
    if (const QString description = textAt(profile, u"description"_s); !description.isEmpty()) {
        inspector.addParagraph(description, true);
    }
    const QJsonArray overridden = profile.value(u"overridden_signatures"_s).toArray();
    if (!overridden.isEmpty()) {
        inspector.addSection(translated("Overridden signatures"));
        addOverrides(inspector, overridden, u"signature_id"_s);
    }
    inspector.addSection(translated("Used by"));
    ChipCell users;
    users.word = translated("No rule uses it.");
    const QJsonArray items = rules.value(u"items"_s).toArray();
    for (const QJsonValue rule : items) {
        if (rule[u"profiles"_s].toArray().contains(record.key)) {
            users.chips.push_back(
                {ChipKind::Rule, textAt(rule, u"display_name"_s), rule[u"path"_s].toString()});
        }
    }
    inspector.addChips(translated("Rules"), users);
    inspector.addField(translated("Path"), cleanLine(record.key));
    inspector.finish();
}

void describeSignature(Inspector& inspector, const Record& record) {
    const QJsonObject& signature = record.source;
    const Cell look = severityCell(signature.value(u"severity"_s).toString());
    inspector.begin(look.icon.isEmpty() ? u"shield-alert"_s : look.icon, translated("Signature"),
                    textAt(signature, u"display_name"_s));
    inspector.addField(translated("ID"), textAt(signature, u"signature_id"_s));
    inspector.addField(translated("Severity"), look.text, look.color);
    inspector.addField(translated("Action"), textAt(signature, u"action"_s));
    inspector.addField(translated("Enabled"), yesNo(signature.value(u"enabled"_s)));
    inspector.addField(translated("Attack"), textAt(signature, u"attack_type"_s));
    inspector.addField(translated("Target"), textAt(signature, u"attack_target"_s));
    inspector.addField(translated("Product"), textAt(signature, u"product_affected"_s));
    inspector.addField(translated("CVSS"), textAt(signature, u"cvss_score"_s));
    inspector.addField(
        translated("CVEs"),
        cleanLine(signature.value(u"cves"_s).toVariant().toStringList().join(u", "_s)));
    const QJsonArray overrides = signature.value(u"overrides"_s).toArray();
    if (!overrides.isEmpty()) {
        inspector.addSection(translated("Overridden in"));
        addOverrides(inspector, overrides, u"where"_s);
    }
    inspector.finish();
}

} // namespace bulkhead::desktop
