// SPDX-License-Identifier: MIT
#include "desktop/changes/change_panel.h"

#include "change/edit_words.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowest = 150;
constexpr int kLongestReason = 500;
constexpr int kFieldWidth = 130;
/// Changes beyond these are counted, not listed: nobody reads them one by one.
constexpr std::size_t kMostListed = 2000;

QIcon iconFor(const change::Edit& edit) {
    return edit.isCreation()   ? icon(u"plus"_s, Color::Allow)
           : edit.isDeletion() ? icon(u"trash-2"_s, Color::Drop)
                               : icon(u"pencil"_s, Color::Accent);
}

} // namespace

ChangePanel::ChangePanel(Document& document, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_title(new QLabel(this)),
      m_reason(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_sides(new QTreeWidget(this)),
      m_publish(new QPushButton(tr("Publish…"), this)) {
    setObjectName(u"changePanel"_s);
    setMinimumHeight(kLowest);
    m_title->setProperty("role", u"strong"_s);
    m_title->setObjectName(u"changeTitle"_s);
    auto* discard = new QPushButton(tr("Discard…"), this);
    discard->setObjectName(u"changeDiscard"_s);
    discard->setAutoDefault(false);
    m_publish->setObjectName(u"changePublish"_s);
    m_publish->setProperty("primary", true);
    m_publish->setAutoDefault(false);
    m_reason->setObjectName(u"changeReason"_s);
    m_reason->setPlaceholderText(tr("Why? A word for the history, e.g. a ticket"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(kLongestReason);
    auto* header = new QWidget(this);
    header->setObjectName(u"changeHeader"_s);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(space::medium, space::small, space::medium, space::small);
    row->setSpacing(space::small);
    row->addWidget(m_title);
    row->addSpacing(space::large);
    row->addWidget(m_reason, 1);
    row->addWidget(discard);
    row->addWidget(m_publish);

    m_list->setObjectName(u"changeList"_s);
    m_list->setAccessibleName(tr("Staged changes"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sides->setObjectName(u"changeSides"_s);
    m_sides->setAccessibleName(tr("Before and after"));
    m_sides->setHeaderLabels({tr("Field"), tr("Before"), tr("After")});
    m_sides->setRootIsDecorated(false);
    m_sides->setSelectionMode(QAbstractItemView::NoSelection);
    m_sides->setWordWrap(true);
    m_sides->header()->setStretchLastSection(false);
    m_sides->header()->resizeSection(0, kFieldWidth);
    for (const int side : {1, 2}) {
        m_sides->header()->setSectionResizeMode(side, QHeaderView::Stretch);
    }
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"changeSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_sides);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(splitter, 1);

    connect(discard, &QPushButton::clicked, this, &ChangePanel::discardRequested);
    connect(m_publish, &QPushButton::clicked, this, &ChangePanel::publishRequested);
    connect(m_list, &QListWidget::currentRowChanged, this, &ChangePanel::showSides);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT openRequested(item->data(Qt::UserRole).toString());
    });
    connect(&document, &Document::editsChanged, this, [this] {
        fill();
        chooseNewest();
    });
    connect(&document.findings(), &Findings::changed, this, &ChangePanel::fill);
    connect(&Theme::current(), &Theme::changed, this, &ChangePanel::fill);
    fill();
}

void ChangePanel::setObstacle(const QString& reason) {
    m_obstacle = reason;
    m_publish->setEnabled(reason.isEmpty());
    m_publish->setToolTip(reason.toHtmlEscaped());
}

QString ChangePanel::reason() const {
    return m_reason->text().trimmed();
}

void ChangePanel::setReason(const QString& reason) {
    m_reason->setText(reason);
}

int ChangePanel::count() const {
    return m_document.edits() == nullptr ? 0 : static_cast<int>(m_document.edits()->net().size());
}

void ChangePanel::addFindings() {
    for (const change::Finding& finding : m_document.findings().all()) {
        const SeverityLook look = lookOf(finding.severity);
        auto* item = new QListWidgetItem(icon(look.icon, look.color), finding.sentence, m_list);
        item->setData(Qt::UserRole, finding.path);
        item->setToolTip(findingWords(finding).toHtmlEscaped());
    }
}

void ChangePanel::showFinding(const change::Finding& finding) {
    for (const auto& [word, text] :
         {std::pair{tr("found"), finding.sentence}, std::pair{tr("what to do"), finding.fix}}) {
        auto* item = new QTreeWidgetItem(m_sides, {word, text});
        item->setForeground(0, themeColor(Color::TextMuted));
        item->setToolTip(1, text.toHtmlEscaped());
    }
    m_sides->setColumnHidden(2, true);
}

QStringList ChangePanel::sentences() const {
    QStringList lines;
    for (int row = 0; row < std::min(m_list->count(), count()); ++row) {
        lines << m_list->item(row)->text();
    }
    return lines;
}

void ChangePanel::fill() {
    const int chosen = m_list->currentRow();
    m_list->clear();
    setVisible(count() > 0);
    QString title = tr("Changes (%1)").arg(count());
    if (const std::size_t found = m_document.findings().all().size(); found > 0) {
        title += u" · "_s + (found == 1 ? tr("1 finding") : tr("%1 findings").arg(found));
    }
    m_title->setText(title);
    if (count() == 0) {
        m_reason->clear();
        m_sides->clear();
        return;
    }
    const change::ChangeSet& edits = *m_document.edits();
    const change::NameOf nameOf = change::namesOf(edits.base(), edits.current());
    for (std::size_t i = 0; i < std::min(edits.net().size(), kMostListed); ++i) {
        const change::Edit& edit = edits.net()[i];
        auto* item = new QListWidgetItem(iconFor(edit), change::inWords(edit, nameOf), m_list);
        item->setData(Qt::UserRole, edit.path);
        item->setToolTip(item->text().toHtmlEscaped());
    }
    if (edits.net().size() > kMostListed) {
        auto* more =
            new QListWidgetItem(tr("and %1 more").arg(edits.net().size() - kMostListed), m_list);
        more->setFlags(Qt::NoItemFlags);
    }
    addFindings();
    m_list->setCurrentRow(std::clamp(chosen, 0, m_list->count() - 1));
    showSides();
}

void ChangePanel::chooseNewest() {
    if (count() == 0 || !m_document.edits()->canUndo()) {
        return;
    }
    // What the person has just done; a step that was merged away leaves the choice as it is.
    const std::vector<change::Edit>& done = m_document.edits()->steps().back().edits;
    const std::vector<change::Edit>& net = m_document.edits()->net();
    const auto found = std::find_if(net.begin(), net.end(), [&done](const change::Edit& edit) {
        return !done.empty() && edit.path == done.front().path;
    });
    if (found != net.end()) {
        m_list->setCurrentRow(std::min(static_cast<int>(found - net.begin()), m_list->count() - 1));
    }
}

void ChangePanel::showSides() {
    m_sides->clear();
    m_sides->setColumnHidden(2, false);
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    const std::vector<change::Finding>& findings = m_document.findings().all();
    const int firstFinding = m_list->count() - static_cast<int>(findings.size());
    if (row >= firstFinding) {
        showFinding(findings[static_cast<std::size_t>(row - firstFinding)]);
        return;
    }
    if (row >= count()) {
        return;
    }
    const change::ChangeSet& edits = *m_document.edits();
    const change::NameOf nameOf = change::namesOf(edits.base(), edits.current());
    for (const change::FieldChange& field :
         change::fieldChanges(edits.net()[static_cast<std::size_t>(row)], nameOf)) {
        auto* item = new QTreeWidgetItem(m_sides, {field.field, field.before, field.after});
        item->setForeground(0, themeColor(Color::TextMuted));
        item->setForeground(1, themeColor(Color::Drop));
        item->setForeground(2, themeColor(Color::Allow));
        for (int column = 1; column < m_sides->columnCount(); ++column) {
            item->setToolTip(column, item->text(column).toHtmlEscaped());
        }
    }
}

} // namespace bulkhead::desktop
