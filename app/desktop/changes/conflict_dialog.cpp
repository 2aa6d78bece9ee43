// SPDX-License-Identifier: MIT
#include "desktop/changes/conflict_dialog.h"

#include "base/text.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/dialog_words.h"
#include "desktop/widgets/icon_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>

#include <algorithm>
#include <tuple>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize{680, 520};
constexpr int kPicture = 32;
constexpr int kLongestValue = 90; ///< the rest is in the tool tip

/// What one side makes of a field, in words: the object as it was with that field alone changed.
change::FieldChange wordsFor(const change::Edit& edit, const change::FieldConflict& conflict,
                             const QJsonValue& value, const change::NameOf& nameOf) {
    QJsonObject after = edit.before.toObject();
    if (value.isUndefined()) {
        after.remove(conflict.field);
    } else {
        after.insert(conflict.field, value);
    }
    const auto fields = change::fieldChanges({edit.kind, edit.path, edit.before, after}, nameOf);
    return fields.empty() ? change::FieldChange{cleanLine(conflict.field), {}, {}} : fields.front();
}

QString orNothing(const QString& text) {
    return text.isEmpty() ? ConflictDialog::tr("nothing") : text;
}

/// What one side did to the whole object; its name stands above.
QString wholeWords(const change::Edit& edit, const change::NameOf& nameOf) {
    return edit.isDeletion()   ? ConflictDialog::tr("deleted")
           : edit.isCreation() ? change::inWords(edit, nameOf)
                               : change::changedFields(edit, nameOf).join(u"; "_s);
}

int idOf(change::Side side) {
    return static_cast<int>(side);
}

} // namespace

ConflictDialog::ConflictDialog(const std::vector<change::ObjectComparison>& objects,
                               const change::NameOf& nameOf, QWidget* parent)
    : QDialog(parent) {
    setObjectName(u"conflictDialog"_s);
    setWindowTitle(tr("Both sides changed the same"));
    setModal(true);
    resize(kSize);
    auto* picture = new IconLabel(kPicture, this);
    picture->setIcon(u"git-compare-arrows"_s, Color::WarningText);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(space::tight);
    heading->addWidget(dialogWords(tr("Both sides changed the same"), "title", this));
    heading->addWidget(dialogWords(
        tr("Somebody else was quicker. Choose what shall be staged; nothing is sent yet."), "muted",
        this));
    auto* top = new QHBoxLayout;
    top->setSpacing(space::large);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(heading, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addLayout(top);
    auto* list = new QWidget(this);
    auto* lines = new QVBoxLayout(list);
    lines->setContentsMargins(0, 0, space::small, 0);
    lines->setSpacing(space::medium);
    for (const change::ObjectComparison& object : objects) {
        if (object.merge.outcome == change::MergeOutcome::Refused) {
            addObject(*lines, object, nameOf);
        }
    }
    lines->addStretch(1);
    auto* area = new QScrollArea(this);
    area->setObjectName(u"conflictList"_s);
    area->setAccessibleName(tr("What both sides changed"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    layout->addWidget(area, 1);
    addButtons(*layout);
    updateGo();
}

void ConflictDialog::addObject(QVBoxLayout& layout, const change::ObjectComparison& object,
                               const change::NameOf& nameOf) {
    const QJsonValue& state =
        object.edit.before.isObject() ? object.edit.before : object.edit.after;
    const QString name = cleanLine(state[u"display_name"].toString());
    layout.addWidget(
        dialogWords(u"%1 · %2"_s.arg(name.isEmpty() ? nameOf(object.edit.path) : name,
                                     change::kindName(object.edit.kind).replace(u'_', u' ')),
                    "strong", this));
    for (const change::FieldConflict& conflict : object.merge.conflicts) {
        addConflict(layout, object, conflict, nameOf);
    }
}

void ConflictDialog::addConflict(QVBoxLayout& layout, const change::ObjectComparison& object,
                                 const change::FieldConflict& conflict,
                                 const change::NameOf& nameOf) {
    const change::Edit& edit = object.edit;
    QString question;
    QString mine;
    QString theirs;
    if (conflict.field.isEmpty()) {
        const change::Edit others{edit.kind, edit.path, edit.before, object.theirs};
        question = edit.before.isNull() ? tr("Both sides created it.")
                                        : tr("One side deleted what the other one changed.");
        mine = wholeWords(edit, nameOf);
        theirs = wholeWords(others, nameOf);
    } else {
        const change::FieldChange ours = wordsFor(edit, conflict, conflict.mine, nameOf);
        question = tr("%1 was %2").arg(ours.field, orNothing(ours.before));
        mine = orNothing(ours.after);
        theirs = orNothing(wordsFor(edit, conflict, conflict.theirs, nameOf).after);
    }
    layout.addWidget(dialogWords(question, "muted", this));
    auto* sides = new QButtonGroup(this);
    const auto number = static_cast<int>(m_asked.size());
    for (const auto& [side, text, name] :
         {std::tuple{change::Side::Mine, tr("Mine: %1").arg(mine), u"mine%1"_s},
          std::tuple{change::Side::Theirs, tr("Theirs: %1").arg(theirs), u"theirs%1"_s}}) {
        auto* button =
            new QRadioButton(elideMiddle(text, kLongestValue).replace(u'&', u"&&"_s), this);
        button->setObjectName(name.arg(number));
        button->setAccessibleDescription(question);
        button->setToolTip(text.toHtmlEscaped());
        sides->addButton(button, idOf(side));
        layout.addWidget(button);
    }
    connect(sides, &QButtonGroup::idToggled, this, &ConflictDialog::updateGo);
    m_asked.push_back({{edit.path, conflict.field, change::Side::Theirs}, sides});
}

void ConflictDialog::addButtons(QVBoxLayout& layout) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    const auto add = [this, row](const QString& name, const QString& text) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    connect(add(u"conflictAllMine"_s, tr("All mine")), &QPushButton::clicked, this,
            [this] { chooseAll(change::Side::Mine); });
    connect(add(u"conflictAllTheirs"_s, tr("All theirs")), &QPushButton::clicked, this,
            [this] { chooseAll(change::Side::Theirs); });
    row->addStretch(1);
    m_go = add(u"conflictGo"_s, tr("Stage it like this"));
    connect(m_go, &QPushButton::clicked, this, &QDialog::accept);
    auto* cancel = add(u"conflictCancel"_s, tr("Cancel"));
    cancel->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    layout.addLayout(row);
}

void ConflictDialog::chooseAll(change::Side side) {
    for (const Asked& asked : m_asked) {
        asked.sides->button(idOf(side))->setChecked(true);
    }
}

void ConflictDialog::updateGo() {
    const auto open = std::count_if(m_asked.begin(), m_asked.end(), [](const Asked& asked) {
        return asked.sides->checkedId() < 0;
    });
    m_go->setEnabled(open == 0);
    m_go->setToolTip(open == 0 ? QString() : tr("%1 still to be decided.").arg(open));
}

std::vector<change::Choice> ConflictDialog::choices() const {
    std::vector<change::Choice> all;
    for (const Asked& asked : m_asked) {
        all.push_back(asked.choice);
        all.back().side = asked.sides->checkedId() == idOf(change::Side::Mine)
                              ? change::Side::Mine
                              : change::Side::Theirs;
    }
    return all;
}

} // namespace bulkhead::desktop
