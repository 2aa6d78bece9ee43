// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_text.h"

#include "desktop/firewall/rule_cells.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

QString ruleInWords(const snapshot::Snapshot& snapshot, const model::SecurityPolicy& policy,
                    const model::Rule& rule) {
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("RuleText", text);
    };
    const RuleCells cells = ruleCells(snapshot, policy, rule, 0);
    const auto words = [&cells](RuleColumn column) {
        return cells[static_cast<std::size_t>(column)].plain();
    };
    QStringList parts{translated("%1 %2 to %3 on %4")
                          .arg(words(RuleColumn::Action), words(RuleColumn::Sources),
                               words(RuleColumn::Destinations), words(RuleColumn::Services)),
                      words(RuleColumn::Direction).toLower(),
                      translated("applied to %1").arg(words(RuleColumn::AppliedTo))};
    if (!model::isAny(rule.profiles)) {
        parts << translated("for %1").arg(words(RuleColumn::Profiles));
    }
    if (rule.isLogged()) {
        parts << translated("logged");
    }
    if (rule.isDisabled()) {
        parts << translated("disabled");
    }
    QString name = rule.header.label();
    if (rule.ruleId) {
        name += u", "_s + QString::number(*rule.ruleId);
    }
    return parts.join(u", "_s) + u' ' +
           translated("(rule %1 in policy %2)").arg(name, policy.header.label());
}

} // namespace bulkhead::desktop
