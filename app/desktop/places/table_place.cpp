// SPDX-License-Identifier: MIT
#include "desktop/places/table_place.h"

#include "desktop/details/object_card.h"
#include "desktop/estate/document.h"
#include "desktop/settings.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kInspectorWidth = 320;
constexpr int kSmallestInspector = 240;
constexpr int kSmallestTable = 320;
} // namespace

TablePlace::TablePlace(const QString& name, Document& document, const QString& hint,
                       const QString& help, QWidget* parent)
    : Place(name, document, parent),
      m_filter(new FilterBar(name, hint, help, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_inspector(new Inspector(this)) {
    m_splitter->setObjectName(name + u"Splitter"_s);
    m_splitter->setChildrenCollapsible(false);
    auto* main = new QWidget(this);
    auto* mainLayout = new QVBoxLayout(main);
    mainLayout->setContentsMargins(0, 0, 0, 0);
    mainLayout->setSpacing(0);
    mainLayout->addWidget(m_filter);
    mainLayout->addWidget(m_stack, 1);
    main->setMinimumWidth(kSmallestTable);
    m_inspector->setMinimumWidth(kSmallestInspector);
    m_splitter->addWidget(main);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({kInspectorWidth * 4, kInspectorWidth});
    m_splitter->restoreState(settings().value(u"splitter/"_s + name).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        settings().setValue(u"splitter/"_s + this->name(), m_splitter->saveState());
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connect(m_inspector, &Inspector::chipActivated, this, &TablePlace::openRequested);
}

void TablePlace::install(TableView* table, const QString& noun, const QString& emptyIcon) {
    m_table = table;
    m_noun = noun;
    m_stack->addWidget(table);
    m_stack->addWidget(m_empty);
    m_empty->setContent(emptyIcon, tr("Nothing matches"),
                        tr("No entry fits the filter. Take a word away, or clear it with Esc."));
    connect(m_empty->addButton(name() + u"ClearFilter"_s, tr("Clear filter")),
            &QPushButton::clicked, m_filter, [this] { m_filter->setText({}); });
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->setChipTip([this](const Chip& chip) { return objectCard(document(), chip); });
    connect(table, &QWidget::customContextMenuRequested, this, &TablePlace::showContextMenu);
    connect(table, &TableView::chipActivated, this, &TablePlace::openRequested);
    connect(m_filter, &FilterBar::filterChanged, this, [this](const QString&) { filterAgain(); });
    connect(m_filter, &FilterBar::leaveDown, table, [table] {
        table->setFocus(Qt::ShortcutFocusReason);
        if (!table->currentIndex().isValid() && table->model()->rowCount() > 0) {
            table->setCurrentIndex(table->model()->index(0, 0));
        }
    });
    // One rebuild of the inspector a turn, however many rows the cursor has run over.
    auto* later = new QTimer(this);
    later->setSingleShot(true);
    later->setInterval(0);
    connect(later, &QTimer::timeout, this, [this] { inspect(); });
    connect(table, &TableView::inspectionChanged, later, qOverload<>(&QTimer::start));
    connect(&Theme::current(), &Theme::changed, later, qOverload<>(&QTimer::start));
}

bool TablePlace::holds(const QString& key) const {
    return m_table->cellModel().indexOfKey(key).isValid();
}

bool TablePlace::goTo(const QString& key) {
    if (m_table->goTo(key)) {
        return true;
    }
    if (!holds(key)) {
        return false;
    }
    m_filter->setText({}); // it is there, but hidden
    return m_table->goTo(key);
}

void TablePlace::focusContent() {
    m_table->setFocus();
}

void TablePlace::focusFilter() {
    m_filter->focusField();
}

void TablePlace::setInspectorVisible(bool visible) {
    m_inspector->setVisible(visible);
}

void TablePlace::copySelection() const {
    QGuiApplication::clipboard()->setText(m_table->selectionAsTsv());
}

void TablePlace::saveLayout() const {
    m_table->tableHeader().saveLayout();
}

TableHeader* TablePlace::columns() const {
    return &m_table->tableHeader();
}

void TablePlace::filterAgain() {
    applyFilter(m_filter->text());
    showShown();
}

void TablePlace::showShown() {
    const IndexVectorProxy& proxy = m_table->proxy();
    m_filter->setCount(proxy.shownLeaves(), proxy.allLeaves(), m_noun);
    const bool nothing = proxy.isFiltered() && proxy.shownLeaves() == 0;
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty)
                                      : static_cast<QWidget*>(m_table));
}

void TablePlace::fillContextMenu(QMenu& menu) const {
    menu.addAction(tr("Copy as table"), this, &TablePlace::copySelection);
    const QModelIndex cell = m_table->currentIndex();
    menu.addAction(tr("Copy cell"), this, [text = cell.data(Qt::DisplayRole).toString()] {
        QGuiApplication::clipboard()->setText(text);
    });
    menu.addAction(tr("Copy path or ID"), this,
                   [key = m_table->currentKey()] { QGuiApplication::clipboard()->setText(key); });
}

void TablePlace::showContextMenu(const QPoint& position) {
    if (!m_table->indexAt(position).isValid()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setObjectName(name() + u"ContextMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillContextMenu(*menu);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace bulkhead::desktop
