// SPDX-License-Identifier: MIT
#include "desktop/changes/change_panel.h"

#include "desktop/changes/change_list_model.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
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

} // namespace

ChangePanel::ChangePanel(Document& document, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_title(new QLabel(this)),
      m_reason(new QLineEdit(this)),
      m_lines(new ChangeListModel(this)),
      m_list(new QListView(this)),
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

    m_list->setModel(m_lines);
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
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ChangePanel::showSides);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT openRequested(m_lines->pathAt(index.row()));
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
    return m_lines->sentences();
}

void ChangePanel::fill() {
    const int chosen = m_list->currentIndex().row();
    m_lines->show(m_document.edits(), m_document.findings().all());
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
    m_list->setCurrentIndex(m_lines->index(std::clamp(chosen, 0, m_lines->rowCount({}) - 1)));
}

void ChangePanel::chooseNewest() {
    if (count() == 0 || !m_document.edits()->canUndo()) {
        return;
    }
    // What the person has just done; a step that was merged away leaves the choice as it is.
    const std::vector<change::Edit>& done = m_document.edits()->steps().back().edits;
    const int row = done.empty() ? -1 : m_lines->rowOf(done.front().path);
    if (row >= 0) {
        m_list->setCurrentIndex(m_lines->index(row));
    }
}

void ChangePanel::showSides() {
    m_sides->clear();
    m_sides->setColumnHidden(2, false);
    const int row = m_list->currentIndex().row();
    if (const change::Finding* finding = m_lines->findingAt(row)) {
        showFinding(*finding);
        return;
    }
    const change::Edit* edit = m_lines->editAt(row);
    if (edit == nullptr) {
        return;
    }
    for (const change::FieldChange& field : change::fieldChanges(*edit, m_lines->nameOf())) {
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
