// SPDX-License-Identifier: MIT
#include "desktop/places/table_place.h"

#include "desktop/details/object_card.h"
#include "desktop/estate/document.h"
#include "desktop/settings.h"
#include "desktop/theme/icons.h"
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
#include <QVBoxLayout>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kInspectorWidth = 320;
constexpr int kSmallestInspector = 240;
constexpr int kSmallestTable = 320;
constexpr int kSmallestPanel = 120;
// Percent of the height that a panel below the table gets when it opens.
constexpr int kLeastOfPanel = 38;
constexpr int kMostOfPanel = 60;
} // namespace

TablePlace::TablePlace(const QString& name, Document& document, const QString& hint,
                       const QString& help, QWidget* parent)
    : Place(name, document, parent),
      m_filter(new FilterBar(name, hint, help, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_rows(new QSplitter(Qt::Vertical, this)),
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
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(m_stack);
    m_rows->setStretchFactor(0, 1);
    mainLayout->addWidget(m_rows, 1);
    main->setMinimumWidth(kSmallestTable);
    const auto giveLettersRoom = [this] {
        m_inspector->setMinimumWidth(kSmallestInspector * Theme::current().zoom() / 100);
    };
    giveLettersRoom();
    connect(&Theme::current(), &Theme::changed, this, giveLettersRoom);
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

void TablePlace::install(TableView* table, const Noun& noun, const QString& emptyIcon) {
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
    m_inspection.setSingleShot(true);
    m_inspection.setInterval(0);
    connect(&m_inspection, &QTimer::timeout, this, [this] {
        m_isInspectionDue = !isVisible();
        if (isVisible()) {
            inspect();
        }
    });
    connect(table, &TableView::inspectionChanged, this, &TablePlace::inspectLater);
    connect(&Theme::current(), &Theme::changed, this, &TablePlace::inspectLater);
}

void TablePlace::inspectLater() {
    m_inspection.start();
}

void TablePlace::showEvent(QShowEvent* event) {
    Place::showEvent(event);
    if (m_isInspectionDue) {
        inspectLater();
    }
}

bool TablePlace::holds(const QString& key) const {
    return m_table->cellModel().indexOfKey(key).isValid();
}

void TablePlace::addPanel(QWidget* panel) {
    panel->hide();
    panel->installEventFilter(this);
    m_rows->addWidget(panel);
    m_rows->setStretchFactor(m_rows->count() - 1, 0);
    m_stack->setMinimumHeight(kSmallestPanel);
}

void TablePlace::setNothingPage(EmptyState* page) {
    m_nothing = page;
    m_stack->addWidget(page);
}

void TablePlace::addCommands(QMenu& menu) const {
    for (QAction* command : commands()) {
        if (command == nullptr) {
            menu.addSeparator();
        } else {
            menu.addAction(command);
        }
    }
    menu.addSeparator();
}

bool TablePlace::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && watched->parent() == m_rows) {
        giveRoom(*static_cast<QWidget*>(watched));
    }
    return Place::eventFilter(watched, event);
}

void TablePlace::giveRoom(QWidget& panel) {
    const int all = m_rows->height();
    const int wanted =
        std::clamp(panel.sizeHint().height(), all * kLeastOfPanel / 100, all * kMostOfPanel / 100);
    QList<int> sizes = m_rows->sizes();
    sizes.fill(0);
    sizes[0] = all - wanted;
    sizes[m_rows->indexOf(&panel)] = wanted;
    m_rows->setSizes(sizes);
    // What is edited stays in sight above its editor.
    QMetaObject::invokeMethod(
        m_table, [table = m_table] { table->scrollTo(table->currentIndex()); },
        Qt::QueuedConnection);
}

void TablePlace::returnToTable() {
    m_table->setFocus(Qt::OtherFocusReason);
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

QString TablePlace::currentKey() const {
    return m_table->currentKey();
}

QString TablePlace::currentPart() const {
    return m_table->selectedChipPath();
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

void TablePlace::addStrip(QWidget* strip) {
    auto* layout = static_cast<QVBoxLayout*>(m_filter->parentWidget()->layout());
    layout->insertWidget(layout->indexOf(m_filter), strip);
}

void TablePlace::showInstead(QWidget* widget) {
    m_instead = widget;
    if (widget != nullptr && m_stack->indexOf(widget) < 0) {
        m_stack->addWidget(widget);
    }
    m_filter->setVisible(widget == nullptr);
    showShown();
}

void TablePlace::filterAgain() {
    applyFilter(m_filter->text());
    showShown();
}

void TablePlace::showShown() {
    const IndexVectorProxy& proxy = m_table->proxy();
    m_filter->setCount(proxy.shownLeaves(), proxy.allLeaves(), m_noun);
    const bool nothing = proxy.isFiltered() && proxy.shownLeaves() == 0;
    const bool isEmpty = m_nothing != nullptr && proxy.allLeaves() == 0;
    m_stack->setCurrentWidget(m_instead != nullptr ? m_instead
                              : isEmpty            ? static_cast<QWidget*>(m_nothing)
                              : nothing            ? static_cast<QWidget*>(m_empty)
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
    const QString key = m_table->currentKey();
    const snapshot::Snapshot* snapshot = document().snapshot().get();
    if (snapshot != nullptr &&
        (snapshot->rule(key).rule != nullptr || snapshot->machine(key) != nullptr)) {
        menu->addAction(icon(u"route"_s, Color::TextMuted), tr("Trace a packet from here"), this,
                        [this, key] { Q_EMIT traceRequested(key); });
    }
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace bulkhead::desktop
