// SPDX-License-Identifier: MIT
#include "desktop/inventory/consequence_view.h"

#include "desktop/theme/tokens.h"

#include <QLabel>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

ConsequenceView::ConsequenceView(QWidget* parent)
    : QWidget(parent),
      m_typos(new QLabel(this)),
      m_groups(new QLabel(this)),
      m_newest([this](TagConsequences answer) {
          m_answer = std::move(answer);
          show();
          Q_EMIT answered();
      }) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_typos->setObjectName(u"tagTypos"_s);
    m_typos->setProperty("role", u"warning"_s);
    m_groups->setObjectName(u"tagGroups"_s);
    for (QLabel* label : {m_typos, m_groups}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
        label->hide();
    }
}

void ConsequenceView::ask(const snapshot::SnapshotPointer& snapshot, const TagPlan& plan,
                          const std::shared_ptr<const EstateWords>& words) {
    m_answer.reset();
    // The list of tags is made here: it belongs to this thread.
    m_newest.ask(
        [snapshot, plan, used = words->tags()] { return consequencesOf(snapshot, plan, used); });
}

void ConsequenceView::show() {
    const TagConsequences& answer = *m_answer;
    m_typos->setText(answer.typos.join(u'\n'));
    m_typos->setVisible(!answer.typos.isEmpty());
    m_groups->setText(answer.groups.isEmpty() ? tr("Nobody enters or leaves a group.")
                                              : answer.groups.join(u'\n'));
    m_groups->setVisible(answer.machines > 0);
}

} // namespace bulkhead::desktop
