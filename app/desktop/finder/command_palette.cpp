// SPDX-License-Identifier: MIT
// CommandPalette's panel and keyboard; what it looks for stands in command_palette_search.cpp.
#include "desktop/finder/command_palette.h"

#include "desktop/estate/document.h"
#include "desktop/finder/finder_delegate.h"
#include "desktop/finder/finder_model.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 640;
constexpr int kMostRows = 12;
constexpr int kPage = 8;
constexpr int kTop = 44; ///< below the window's top bar
} // namespace

CommandPalette::CommandPalette(Document& document, const std::vector<QAction*>& actions,
                               QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_actions(actions),
      m_scope(new QLabel(this)),
      m_line(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_help(new QLabel(this)),
      m_model(new FinderModel(this)) {
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Search or run a command"));
    m_scope->setObjectName(u"paletteScope"_s);
    m_scope->setProperty("role", u"strong"_s);
    m_scope->setTextFormat(Qt::PlainText);
    m_line->setObjectName(u"paletteLine"_s);
    m_line->addAction(icon(u"search"_s, Color::TextMuted), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FinderDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the line keeps the keys
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_help->setObjectName(u"paletteHelp"_s);
    m_help->setProperty("role", u"small"_s);
    m_help->setTextFormat(Qt::PlainText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_scope);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    layout->addWidget(m_help);
    parent->installEventFilter(this);
    hide();
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { activate(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CommandPalette::sayCurrent);
    connect(&Theme::current(), &Theme::changed, this, &CommandPalette::place);
    connect(&m_indexing, &QFutureWatcherBase::finished, this, [this] {
        if (m_indexing.result()->snapshot() == m_document.snapshot()) {
            m_index = m_indexing.result();
        }
        if (isVisible()) {
            search();
        }
    });
    connect(&m_finding, &QFutureWatcherBase::finished, this, [this] {
        std::vector<FinderHit> hits = m_commands;
        const std::vector<FinderHit> objects = m_finding.result();
        hits.insert(hits.end(), objects.begin(), objects.end());
        std::stable_sort(hits.begin(), hits.end(),
                         [](const FinderHit& a, const FinderHit& b) { return a.rank < b.rank; });
        hits.resize(std::min(hits.size(), kMostHits));
        m_searching = false;
        if (hits.empty()) {
            hits.push_back(nothingFound());
        }
        list(std::move(hits));
    });
    connect(&m_relating, &QFutureWatcherBase::finished, this,
            [this] { takeRelated(m_relating.result()); });
    const auto again = [this] {
        if (isVisible() && !m_subject.isEmpty()) {
            searchRelated();
        }
    };
    connect(&document, &Document::indexed, this, again);
    connect(&document, &Document::membersChanged, this, again);
    connect(&document, &Document::snapshotChanged, this, [this] {
        m_index.reset(); // it would keep the former snapshot alive
        if (isVisible()) {
            m_document.isEmpty() ? dismiss() : search();
        }
    });
}

CommandPalette::~CommandPalette() {
    ++*m_newest; // what still looks for hits gives up
}

void CommandPalette::open(const QStringList& recent) {
    m_recent = recent;
    m_asked = false;
    appear();
    enter(FinderMode::Everything, {});
}

void CommandPalette::ask(FinderMode mode, const QString& key) {
    m_asked = true;
    m_mode = mode;
    const auto hit = m_document.isEmpty() ? std::nullopt : hitFor(*m_document.snapshot(), key);
    const bool fits = hit && (!wantedKind() || hit->kind == *wantedKind());
    appear();
    enter(mode, fits ? key : QString());
}

void CommandPalette::appear() {
    if (!isVisible()) {
        m_before = window()->focusWidget();
    }
    show();
    raise();
    m_line->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::dismiss() {
    ++*m_newest;
    hide();
    if (m_before && m_before->isVisible()) {
        m_before->setFocus(Qt::PopupFocusReason);
    }
}

void CommandPalette::place() {
    const int zoom = Theme::current().zoom();
    const QSize room = parentWidget()->size();
    setFixedWidth(std::min(kWidth * zoom / 100, room.width() - 2 * space::large));
    const int rows = std::clamp(m_model->rowCount({}), 1, kMostRows);
    const int row = m_list->itemDelegate()->sizeHint({}, {}).height();
    m_list->setFixedHeight(std::min(rows * row + 2 * space::tight, room.height() / 2));
    adjustSize();
    move((room.width() - width()) / 2, kTop * zoom / 100);
}

void CommandPalette::list(std::vector<FinderHit> hits) {
    m_model->setHits(std::move(hits));
    m_list->setCurrentIndex({});
    moveBy(1);
    place();
}

void CommandPalette::moveBy(int rows) {
    const int count = m_model->rowCount({});
    const int step = rows < 0 ? -1 : 1;
    const int last = m_list->currentIndex().row();
    int row = std::clamp(last + rows, 0, std::max(0, count - 1));
    while (row >= 0 && row < count && !m_model->index(row).flags().testFlag(Qt::ItemIsEnabled)) {
        row += step;
    }
    if (row >= 0 && row < count) {
        m_list->setCurrentIndex(m_model->index(row));
    }
}

void CommandPalette::sayCurrent() {
    // The keyboard stays in the line, so the line tells screen readers what Enter would take.
    const QModelIndex current = m_list->currentIndex();
    m_line->setAccessibleDescription(current.data(Qt::AccessibleTextRole).toString());
    const bool isObject =
        current.isValid() &&
        m_model->hits()[static_cast<std::size_t>(current.row())].kind != FinderKind::Action;
    m_help->setText(isObject ? tr("Enter opens · Tab asks more about it · Esc closes")
                             : tr("Enter takes it · Esc closes"));
}

void CommandPalette::activate(int row) {
    if (row < 0 || row >= m_model->rowCount({})) {
        return;
    }
    const FinderHit hit = m_model->hits()[static_cast<std::size_t>(row)];
    if (!hit.isEnabled) {
        return;
    }
    if (hit.asks != FinderMode::Everything) {
        enter(hit.asks, hit.key);
    } else if (hit.kind == FinderKind::Action) {
        QAction* action = m_actions[hit.key.toUInt()];
        dismiss();
        action->trigger();
    } else if (m_mode != FinderMode::Everything && m_subject.isEmpty()) {
        enter(m_mode, hit.key);
    } else if (m_mode == FinderMode::Everything && hit.kind == FinderKind::Machine && !hit.opens) {
        // What one wants to know of a machine are its rules; it is the first line of them.
        enter(FinderMode::RulesFor, hit.key);
    } else {
        ++*m_newest;
        hide();
        Q_EMIT openRequested(hit.key);
    }
}

bool CommandPalette::keyPressed(QKeyEvent& event) {
    const int row = m_list->currentIndex().row();
    switch (event.key()) {
    case Qt::Key_Escape:
        if (m_mode != FinderMode::Everything && !m_asked) {
            enter(FinderMode::Everything, {});
        } else {
            dismiss();
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate(row);
        return true;
    case Qt::Key_Tab:
        if (row >= 0) {
            askMore(m_model->hits()[static_cast<std::size_t>(row)]);
        }
        return true;
    case Qt::Key_Backtab:
        return true;
    case Qt::Key_Backspace:
        if (m_line->text().isEmpty() && m_mode != FinderMode::Everything) {
            m_asked = false;
            enter(FinderMode::Everything, {});
            return true;
        }
        return false;
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(kPage);
        return true;
    case Qt::Key_PageUp:
        moveBy(-kPage);
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        return keyPressed(*static_cast<QKeyEvent*>(event)) || QFrame::eventFilter(watched, event);
    }
    if (watched == m_line && event->type() == QEvent::FocusOut && isVisible()) {
        // Whoever clicks elsewhere is done with it.
        QMetaObject::invokeMethod(
            this,
            [this] {
                const QWidget* focused = window()->focusWidget();
                if (isVisible() && focused != nullptr && !isAncestorOf(focused)) {
                    ++*m_newest;
                    hide();
                }
            },
            Qt::QueuedConnection);
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(themeColor(Color::BorderStrong));
    painter.setBrush(themeColor(Color::SurfaceRaised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::medium,
                            radius::medium);
}

} // namespace bulkhead::desktop
