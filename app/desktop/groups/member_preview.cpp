// SPDX-License-Identifier: MIT
#include "desktop/groups/member_preview.h"

#include "base/text.h"
#include "desktop/details/object_details.h"
#include "desktop/theme/theme.h"
#include "snapshot/membership.h"

#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShown = 12;

/// Everything that belongs to a group, by what identifies it, with its name.
struct Members {
    QStringList ids;
    QStringList names;

    void add(const QString& id, const QString& name) {
        ids << id;
        names << name;
    }
};

Members machinesOf(const snapshot::Membership& membership) {
    Members members;
    for (const model::VirtualMachine* machine : membership.machines) {
        members.add(machine->externalId, machine->label());
    }
    return members;
}

Members othersOf(const snapshot::Membership& membership, const snapshot::Snapshot& snapshot) {
    Members members;
    for (const IpRange& range : membership.ranges) {
        members.add(range.toString(), range.toString());
    }
    for (const QString& path : membership.segments) {
        members.add(path, snapshot.nameOf(path));
    }
    for (const QString& mac : membership.macAddresses) {
        members.add(mac, cleanLine(mac));
    }
    return members;
}

/// The names of what is in `these` and not in `those`.
QStringList without(const Members& these, const Members& those) {
    const QSet<QString> known(those.ids.cbegin(), those.ids.cend());
    QStringList names;
    for (qsizetype i = 0; i < these.ids.size(); ++i) {
        if (!known.contains(these.ids.at(i))) {
            names << these.names.at(i);
        }
    }
    return names;
}

QString shownNames(const QStringList& names) {
    const qsizetype more = names.size() - kShown;
    return names.mid(0, kShown).join(u", "_s) +
           (more > 0 ? MemberPreview::tr(" and %1 more").arg(more) : QString());
}

} // namespace

MemberAnswer membersOf(const MemberPreview::Question& question) {
    snapshot::MembershipEvaluator evaluator(question.now);
    const snapshot::Membership after = evaluator.evaluate(question.expression);
    snapshot::MembershipEvaluator earlier(question.base);
    const bool existed = question.base->group(question.groupPath) != nullptr;
    const snapshot::Membership before =
        existed ? earlier.of(question.groupPath) : snapshot::Membership();
    const Members machines = machinesOf(after);
    const Members machinesBefore = machinesOf(before);
    const Members others = othersOf(after, *question.now);
    const Members othersBefore = othersOf(before, *question.base);
    MemberAnswer answer;
    answer.machines = machines.names;
    answer.others = others.names;
    answer.joins = without(machines, machinesBefore) + without(others, othersBefore);
    answer.leaves = without(machinesBefore, machines) + without(othersBefore, others);
    answer.unknowns = after.unknowns;
    if (question.hasDirectoryUsers) {
        answer.unknowns << MemberPreview::tr("It holds for users of a directory group only.");
    }
    return answer;
}

MemberPreview::MemberPreview(QWidget* parent)
    : QFrame(parent),
      m_members(new QLabel(this)),
      m_joins(new QLabel(this)),
      m_leaves(new QLabel(this)),
      m_unknown(new QLabel(this)),
      m_newest([this](MemberAnswer answer) {
          m_answer = std::move(answer);
          show();
          Q_EMIT answered();
      }) {
    setObjectName(u"memberPreview"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::hair);
    for (QLabel* label : {m_members, m_joins, m_leaves, m_unknown}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
        label->hide();
    }
    m_unknown->setProperty("role", u"muted"_s);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        if (m_answer) {
            show(); // its colours are those of the theme
        }
    });
    m_members->setText(tr("Computing …"));
    m_members->show();
}

void MemberPreview::ask(Question question) {
    m_answer.reset();
    m_newest.ask([question = std::move(question)] { return membersOf(question); });
}

void MemberPreview::show() {
    const MemberAnswer& answer = *m_answer;
    const bool nobody = answer.machines.isEmpty() && answer.others.isEmpty();
    QStringList words;
    if (!answer.machines.isEmpty()) {
        words << countWords(answer.machines.size(), tr("virtual machine"), tr("virtual machines")) +
                     u": "_s + shownNames(answer.machines);
    }
    if (!answer.others.isEmpty()) {
        words << shownNames(answer.others);
    }
    if (nobody) {
        words << (answer.unknowns.isEmpty()
                      ? tr("Nobody belongs to it: a rule with this group alone matches nothing.")
                      : tr("Who belongs to it is not known here."));
    }
    m_members->setText(words.join(u" · "_s));
    const auto line = [](QLabel& label, const QString& text, Color color) {
        label.setText(text);
        label.setStyleSheet(u"color: %1;"_s.arg(themeColor(color).name()));
        label.setVisible(!text.isEmpty());
    };
    m_members->setStyleSheet(nobody ? u"color: %1;"_s.arg(themeColor(Color::Drop).name())
                                    : QString());
    line(*m_joins,
         answer.joins.isEmpty() ? QString() : tr("+ joins: %1").arg(shownNames(answer.joins)),
         Color::Allow);
    line(*m_leaves,
         answer.leaves.isEmpty() ? QString() : tr("− leaves: %1").arg(shownNames(answer.leaves)),
         Color::Drop);
    m_unknown->setText(answer.unknowns.isEmpty()
                           ? QString()
                           : tr("Perhaps more: %1").arg(shownNames(answer.unknowns)));
    m_unknown->setVisible(!answer.unknowns.isEmpty());
    setAccessibleName(text());
}

QString MemberPreview::text() const {
    QStringList lines;
    for (const QLabel* label : {m_members, m_joins, m_leaves, m_unknown}) {
        if (!label->isHidden()) {
            lines << label->text();
        }
    }
    return lines.join(u'\n');
}

} // namespace bulkhead::desktop
