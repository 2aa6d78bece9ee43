// SPDX-License-Identifier: MIT
#include "desktop/inventory/tag_panel.h"

#include "base/text.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/inventory/consequence_view.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/chip_flow.h"
#include "desktop/widgets/value_list.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <map>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

TagPanel::TagPanel(Document& document, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_layout(new QVBoxLayout(this)),
      m_title(new QLabel(this)),
      m_present(new QVBoxLayout),
      m_mode(new QComboBox(this)),
      m_fieldPlace(new QVBoxLayout),
      m_stage(new QPushButton(tr("Stage"), this)),
      m_consequences(new ConsequenceView(this)) {
    setObjectName(u"tagPanel"_s);
    setProperty("role", u"editor"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    makeHeader();
    makeForm();
    connect(m_mode, &QComboBox::currentIndexChanged, this, &TagPanel::ask);
    connect(m_stage, &QPushButton::clicked, this, &TagPanel::stage);
    connect(m_consequences, &ConsequenceView::answered, this, [this] {
        const int machines = m_consequences->answer()->machines;
        m_stage->setEnabled(machines > 0);
        m_stage->setText(machines > 1 ? tr("Stage for %1 machines").arg(machines) : tr("Stage"));
    });
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (!isHidden()) {
            m_document.isEmpty() ? closePanel() : refresh();
        }
    });
}

TagPanel::~TagPanel() {
    hide(); // a field that loses the focus speaks while everything it reaches is there
}

void TagPanel::makeHeader() {
    auto* header = new QFrame(this);
    header->setObjectName(u"editorHeader"_s);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(space::medium, space::tight, space::small, space::tight);
    m_title->setObjectName(u"tagTitle"_s);
    m_title->setProperty("role", u"strong"_s);
    m_title->setTextFormat(Qt::PlainText);
    auto* close = new QToolButton(header);
    close->setObjectName(u"tagPanelClose"_s);
    close->setAccessibleName(tr("Close the tags"));
    close->setToolTip(tr("Close (Esc)"));
    setButtonIcon(*close, u"x"_s, Color::TextMuted);
    connect(close, &QToolButton::clicked, this, &TagPanel::closePanel);
    line->addWidget(m_title, 1);
    line->addWidget(close);
    m_layout->addWidget(header);
}

void TagPanel::makeForm() {
    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    body->setSpacing(space::small);
    body->addLayout(m_present);
    m_mode->setObjectName(u"tagMode"_s);
    m_mode->setAccessibleName(tr("What to do with the tags"));
    m_mode->addItem(tr("Add"), static_cast<int>(TagMode::Add));
    m_mode->addItem(tr("Remove"), static_cast<int>(TagMode::Remove));
    m_mode->addItem(tr("Replace all with"), static_cast<int>(TagMode::Replace));
    m_stage->setObjectName(u"tagStage"_s);
    m_stage->setProperty("primary", true);
    m_stage->setAutoDefault(false);
    m_stage->setToolTip(tr("Stage the change (Ctrl+Enter); nothing is sent"));
    m_stage->setEnabled(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::small);
    line->addWidget(m_mode, 0, Qt::AlignTop);
    line->addLayout(m_fieldPlace, 1);
    line->addWidget(m_stage, 0, Qt::AlignTop);
    body->addLayout(line);
    body->addWidget(m_consequences);
    body->addStretch(1);
    m_layout->addLayout(body);
}

void TagPanel::makeField() {
    const QStringList kept = m_tags == nullptr ? QStringList() : m_tags->values();
    const bool focused = m_tags != nullptr && m_tags->field().hasFocus();
    if (m_tags != nullptr) {
        m_tags->disconnect(this);
        m_tags->hide();
        m_tags->deleteLater();
    }
    ValueKind kind;
    kind.title = tr("Tags");
    kind.hint = tr("scope|value, Enter takes it");
    kind.accept = [](const QString& word) -> Result<QString> {
        const Result<model::Tag> tag = tagFromWord(word);
        return tag ? Result<QString>(tagWord(*tag)) : Result<QString>(fail(tag.error()));
    };
    kind.chip = [](const QString& word) {
        const Result<model::Tag> tag = tagFromWord(word);
        return tag ? tagChip(*tag) : Chip{ChipKind::Missing, cleanLine(word), word};
    };
    for (const nsx::TagUse& tag : m_words->tags()) {
        kind.completions << tagWord({tag.scope, tag.tag});
    }
    m_tags = new ValueList(std::move(kind), this);
    m_tags->setValues(kept);
    m_fieldPlace->addWidget(m_tags);
    m_tags->show(); // at once, so that it can take the keyboard
    connect(m_tags, &ValueList::changed, this, &TagPanel::ask);
    if (focused) {
        m_tags->field().setFocus();
    }
}

void TagPanel::setMachines(const QStringList& machineIds) {
    if (m_machines != machineIds) {
        m_machines = machineIds;
        if (!isHidden() && !m_document.isEmpty()) {
            showPresent();
            ask();
        }
    }
}

void TagPanel::openPanel() {
    if (m_document.isEmpty() || m_machines.isEmpty()) {
        return;
    }
    show();
    refresh();
    m_tags->field().setFocus(Qt::OtherFocusReason);
}

void TagPanel::closePanel() {
    if (!isHidden()) {
        hide();
        Q_EMIT closed();
    }
}

void TagPanel::refresh() {
    m_words = std::make_shared<const EstateWords>(m_document.snapshot());
    makeField();
    showPresent();
    ask();
}

void TagPanel::showPresent() {
    std::map<model::Tag, int> counts;
    QString name;
    int known = 0;
    for (const QString& id : std::as_const(m_machines)) {
        const model::VirtualMachine* machine = m_document.snapshot()->machine(id);
        if (machine == nullptr) {
            continue;
        }
        ++known;
        name = machine->label();
        for (const model::Tag& tag : machine->tags) {
            ++counts[tag];
        }
    }
    m_title->setText(known == 1 ? tr("Tags of %1").arg(name)
                                : tr("Tags of %1 machines").arg(known));
    delete m_chips;
    m_chips = nullptr;
    if (counts.empty()) {
        return;
    }
    std::vector<Chip> chips;
    for (const auto& [tag, count] : counts) {
        Chip chip = tagChip(tag);
        chip.path = tagWord(tag);
        if (count < known) {
            chip.text += tr(" (%1 of %2)").arg(count).arg(known);
        }
        chips.push_back(std::move(chip));
    }
    m_chips = new ChipFlow(std::move(chips), this);
    m_chips->setObjectName(u"presentTags"_s);
    m_chips->setToolTip(tr("A click removes it"));
    connect(
        m_chips, &ChipFlow::activated, this,
        [this](const QString& word) {
            const bool removes = mode() == TagMode::Remove;
            m_mode->setCurrentIndex(m_mode->findData(static_cast<int>(TagMode::Remove)));
            QStringList words = removes ? m_tags->values() : QStringList();
            words.removeAll(word);
            m_tags->setValues(words << word);
            ask();
        },
        Qt::QueuedConnection);
    m_present->addWidget(m_chips);
}

TagMode TagPanel::mode() const {
    return static_cast<TagMode>(m_mode->currentData().toInt());
}

std::vector<model::Tag> TagPanel::tags() const {
    std::vector<model::Tag> tags;
    for (const QString& word : m_tags->values()) {
        if (const Result<model::Tag> tag = tagFromWord(word)) {
            tags.push_back(*tag);
        }
    }
    return tags;
}

TagPlan TagPanel::plan() const {
    // Only "replace" means something without a tag, and then it clears them: never by accident.
    return m_tags->values().isEmpty()
               ? TagPlan()
               : planTags(*m_document.snapshot(), m_machines, mode(), tags());
}

void TagPanel::ask() {
    if (m_tags != nullptr) {
        m_stage->setEnabled(false);
        m_consequences->ask(m_document.snapshot(), plan(), m_words);
    }
}

void TagPanel::stage() {
    if (!m_tags->takeTyped()) {
        return;
    }
    const QString title =
        mode() == TagMode::Add      ? tr("Add %1").arg(cleanLine(m_tags->values().join(u", "_s)))
        : mode() == TagMode::Remove ? tr("Remove %1").arg(cleanLine(m_tags->values().join(u", "_s)))
                                    : tr("Replace tags");
    const Result<change::Step> step = tagStep(*m_document.snapshot(), plan(), title);
    const Result<void> staged = m_document.stage(step);
    if (!staged) {
        Q_EMIT failed(staged.error());
        return;
    }
    m_tags->setValues({});
    ask();
}

void TagPanel::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        closePanel();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        stage();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace bulkhead::desktop
