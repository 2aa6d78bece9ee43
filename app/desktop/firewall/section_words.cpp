// SPDX-License-Identifier: MIT
#include "desktop/firewall/section_words.h"

#include "desktop/estate/findings.h"

#include <QCoreApplication>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text, int count = -1) {
    return QCoreApplication::translate("Section", text, nullptr, count);
}

QString counted(int count, const char* one, const char* many) {
    return QLocale().toString(count) + u' ' + translated(count == 1 ? one : many);
}

QString ruleCountWords(const RuleNode& node, int shown) {
    const int all = RuleTreeModel::ruleCount(node);
    const QString words = counted(all, "rule", "rules");
    return shown < 0 || shown == all ? words
                                     : translated("%1 of %2").arg(QLocale().toString(shown), words);
}

SectionWords categoryWords(const RuleNode& node, int shown) {
    SectionWords words;
    words.title = node.word;
    words.details = counted(static_cast<int>(node.children.size()), "policy", "policies") +
                    u" · "_s + ruleCountWords(node, shown);
    return words;
}

SectionWords policyWords(const snapshot::Snapshot& snapshot, const RuleNode& node, int shown,
                         const SectionFindings& findings) {
    const model::SecurityPolicy& policy = *node.policy();
    SectionWords words;
    words.title = policy.header.label();
    QStringList details{ruleCountWords(node, shown)};
    if (policy.stateful) {
        details << (*policy.stateful ? translated("stateful") : translated("stateless"));
    }
    if (model::isAny(policy.scope)) {
        details << translated("whole firewall");
    } else {
        details << translated("applied to %1").arg(chipCellFor(snapshot, policy.scope).text());
    }
    words.details = details.join(u" · "_s);
    if (findings.count > 0) {
        const SeverityLook look = lookOf(findings.worst);
        words.marks.push_back(
            {look.icon, counted(findings.count, "finding", "findings"), look.color});
    }
    if (policy.locked.value_or(false)) {
        words.marks.push_back(
            {u"lock"_s,
             policy.lockModifiedBy.isEmpty()
                 ? translated("locked")
                 : translated("locked by %1").arg(cleanLine(policy.lockModifiedBy)),
             Color::TextMuted});
    }
    if (!policy.schedulerPath.isEmpty()) {
        words.marks.push_back(
            {u"calendar-clock"_s,
             translated("only at times: %1").arg(snapshot.nameOf(policy.schedulerPath)),
             Color::Link});
    }
    if (node.mark != RowMark::None) {
        words.marks.push_back({u"pencil"_s, markWord(node.mark), Color::Text});
    }
    QString tip =
        u"<b>"_s + words.title.toHtmlEscaped() + u"</b><br>"_s + words.details.toHtmlEscaped();
    if (!policy.header.description.isEmpty()) {
        tip += u"<br>"_s + policy.header.description.html();
    }
    if (const auto* scheduler = snapshot.scheduler(policy.schedulerPath)) {
        tip += u"<br>"_s + scheduleWords(*scheduler).toHtmlEscaped();
    }
    words.tip = tip;
    return words;
}

} // namespace

SectionWords sectionWords(const snapshot::Snapshot& snapshot, const RuleNode& node, int shown,
                          const SectionFindings& findings) {
    return node.kind == RuleNodeKind::Category ? categoryWords(node, shown)
                                               : policyWords(snapshot, node, shown, findings);
}

QString scheduleWords(const model::FirewallScheduler& scheduler) {
    QStringList days;
    for (const QString& day : scheduler.days) {
        days << cleanLine(day.left(1).toUpper() + day.mid(1, 2).toLower());
    }
    QString words = days.isEmpty() ? translated("Once") : days.join(u", "_s);
    if (!scheduler.startTime.isEmpty() || !scheduler.endTime.isEmpty()) {
        words += translated(" from %1 to %2")
                     .arg(cleanLine(scheduler.startTime), cleanLine(scheduler.endTime));
    }
    if (!scheduler.timezone.isEmpty()) {
        words += u" ("_s + cleanLine(scheduler.timezone) + u')';
    }
    if (!scheduler.startDate.isEmpty()) {
        words += translated(", since %1").arg(cleanLine(scheduler.startDate));
    }
    if (!scheduler.endDate.isEmpty()) {
        words += translated(", until %1").arg(cleanLine(scheduler.endDate));
    }
    return words;
}

} // namespace bulkhead::desktop
