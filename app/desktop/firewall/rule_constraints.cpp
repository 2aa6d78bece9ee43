// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_constraints.h"

#include "model/decode.h"
#include "ops/rule_fields.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSet>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Constraints", text);
}

bool isEthernet(const model::SecurityPolicy& policy) {
    return policy.effectiveCategory() == model::Category::Ethernet;
}

/// Fields of the manager's objects that nobody edits but the manager, or that name the object.
bool isOwn(const QString& field) {
    return !field.startsWith(u'_') && field != "internal_sequence_number"_L1;
}

/// The first field of an object that NSX keeps as it is and that the edit changes.
QString keptField(const change::Edit& edit) {
    static const QSet<QString> free = {u"action"_s, u"logged"_s,      u"tag"_s,
                                       u"notes"_s,  u"description"_s, u"tags"_s};
    const QJsonObject before = edit.before.toObject();
    const QJsonObject after = edit.after.toObject();
    const QStringList fields = before.keys() + after.keys();
    for (const QString& field : fields) {
        if (isOwn(field) && !free.contains(field) && before.value(field) != after.value(field)) {
            return field;
        }
    }
    return {};
}

Result<void> checkPolicy(const model::SecurityPolicy& policy) {
    const bool stateful = policy.stateful.value_or(!isEthernet(policy));
    const QString path = policy.header.path;
    const QString what = u"Policy '%1'"_s.arg(policy.header.label());
    if (isEthernet(policy) && stateful) {
        return fail(ErrorKind::InvalidInput, translated("Leave it stateless."),
                    what + translated(" is in category Ethernet, which is always stateless."),
                    path);
    }
    if (!stateful && policy.tcpStrict.value_or(false)) {
        return fail(
            ErrorKind::InvalidInput, translated("Make it stateful, or leave TCP strict off."),
            what + translated(" is stateless, and TCP strict needs a stateful policy."), path);
    }
    if (!policy.isDefault.value_or(false) &&
        (policy.sequenceNumber.value_or(0) < 0 ||
         policy.sequenceNumber.value_or(0) > longest::policyNumber)) {
        return fail(ErrorKind::InvalidInput, translated("Give a number from 0 to 999999."),
                    what + u" has the number %1."_s.arg(*policy.sequenceNumber), path);
    }
    return {};
}

} // namespace

const std::array<model::Category, 5>& allCategories() {
    static constexpr std::array kAll = {model::Category::Ethernet, model::Category::Emergency,
                                        model::Category::Infrastructure,
                                        model::Category::Environment, model::Category::Application};
    return kAll;
}

QString actionObstacle(model::Category category, model::RuleAction action) {
    if (action == model::RuleAction::JumpToApplication &&
        category != model::Category::Environment) {
        return translated("only in category Environment");
    }
    if (action == model::RuleAction::Reject && category == model::Category::Ethernet) {
        return translated("not in category Ethernet");
    }
    return {};
}

QString ruleFieldObstacle(const model::SecurityPolicy& policy, const model::Rule& rule,
                          const QString& field) {
    static const QSet<QString> free = {u"action"_s, u"logged"_s, u"tag"_s, u"notes"_s,
                                       u"description"_s};
    if (rule.isDefault.value_or(false) && !free.contains(field)) {
        return translated("NSX keeps this of its default rules.");
    }
    if (field == "ip_protocol"_L1 && isEthernet(policy)) {
        return translated("Ethernet rules have no IP protocol.");
    }
    return {};
}

QString policyFieldObstacle(const model::SecurityPolicy& policy, const QString& field) {
    if (policy.isDefault.value_or(false)) {
        return translated("NSX keeps its default section as it is.");
    }
    if (field == "category"_L1) {
        return translated("NSX fixes it when the policy is created.");
    }
    if (field == "stateful"_L1 && isEthernet(policy)) {
        return translated("A policy of category Ethernet is always stateless.");
    }
    if (field == "tcp_strict"_L1 && (isEthernet(policy) || !policy.stateful.value_or(true))) {
        return translated("Only a stateful policy can ask for it.");
    }
    return {};
}

Result<void> checkStep(const snapshot::Snapshot& snapshot, const Result<change::Step>& step) {
    if (!step) {
        return fail(step.error());
    }
    for (const change::Edit& edit : step->edits) {
        if (edit.after.isNull()) {
            continue;
        }
        const bool isRule = edit.kind == change::ObjectKind::Rule;
        if (isRule && edit.before[u"is_default"].toBool()) {
            if (const QString field = keptField(edit); !field.isEmpty()) {
                return fail(ErrorKind::Refused, translated("Put a rule of your own before it."),
                            u"Rule '%1' is a default rule: NSX keeps its %2."_s.arg(
                                snapshot.nameOf(edit.path), cleanLine(field)),
                            edit.path);
            }
        }
        if (isRule) {
            const QJsonValue policy = change::stateIn(snapshot, change::ObjectKind::Policy,
                                                      change::policyPathOf(edit.path));
            if (const Result<void> fits = ops::checkRule(policy.toObject(), edit.after.toObject());
                !fits) {
                return fits;
            }
        } else if (edit.kind == change::ObjectKind::Policy) {
            const auto policy = model::decode<model::SecurityPolicy>(edit.after.toObject());
            if (!policy) {
                return fail(policy.error());
            }
            if (const Result<void> fits = checkPolicy(*policy); !fits) {
                return fits;
            }
        }
    }
    return {};
}

} // namespace bulkhead::desktop
