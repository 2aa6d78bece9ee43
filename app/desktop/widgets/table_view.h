// SPDX-License-Identifier: MIT
// TableView: the table of every place: moves by cell, remembers by key, selects chips, copies.
#pragma once

#include "desktop/widgets/cell_delegate.h"
#include "desktop/widgets/cell_model.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTreeView>

#include <functional>

namespace bulkhead::desktop {

class IndexVectorProxy;
class TableHeader;

/// Rich text for a tool tip about a chip's path; empty for none.
using ChipTip = std::function<QString(const Chip&)>;

class TableView : public QTreeView {
    Q_OBJECT

public:
    /// `place` gives object names and the settings key, e.g. "firewall". `model` outlives the view.
    TableView(const QString& place, CellModel* model, QWidget* parent = nullptr);
    ~TableView() override;

    [[nodiscard]] IndexVectorProxy& proxy() const { return *m_proxy; }
    [[nodiscard]] CellModel& cellModel() const { return *m_model; }
    [[nodiscard]] TableHeader& tableHeader() const { return *m_header; }

    [[nodiscard]] QString currentKey() const;
    /// Makes the row current, selects it and scrolls to it. False if it is not shown.
    bool goTo(const QString& key);
    /// Selects these rows, as far as they are shown, and makes the first of them current in the
    /// same column. Nothing happens if none is shown.
    void selectKeys(const QStringList& keys);
    /// The keys of all leaves that pass the filter. O(leaves).
    [[nodiscard]] QSet<QString> shownKeys() const;
    /// Shows only leaves that are accepted; keeps selection, expansion and scroll by key.
    void setFilter(std::function<bool(const QModelIndex&)> accept);
    /// The same rows by another function: it is asked when rows change.
    void replaceFilter(std::function<bool(const QModelIndex&)> accept);
    void setChipTip(ChipTip tip) { m_chipTip = std::move(tip); }

    /// The selected rows as tab-separated values of the visible columns, in the order of the view.
    [[nodiscard]] QString selectionAsTsv() const;
    /// The path of the chip that is selected inside the current cell, or empty.
    [[nodiscard]] QString selectedChipPath() const;
    void clearChipSelection();

    void keyboardSearch(const QString& search) override;

Q_SIGNALS:
    /// The current row, or the selected chip in it, is another one. Empty if there is none.
    void inspectionChanged();
    void chipActivated(const QString& path);
    void rowActivated(const QString& key);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect,
                      const QModelIndex& index) const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

    void paintRowBackground(QPainter& painter, const QRect& row, const QModelIndex& index,
                            Color plain) const;
    /// The column that type-ahead searches and that names a row.
    [[nodiscard]] virtual int nameColumn() const { return 0; }

    /// The chip of `index` at a place of the viewport, or -1.
    [[nodiscard]] qsizetype chipAt(const QModelIndex& index, const QPoint& position) const;
    void selectNextChip();

private:
    struct State {
        QStringList selected;
        QString current;
        int column = 0;
        QString top;
        int topOffset = 0;
        int horizontal = 0;
    };
    void rememberTop();
    void restoreTop();
    void rememberState();
    void restoreState();
    void expandSections(const QModelIndex& parent);
    [[nodiscard]] QModelIndex shown(const QString& key, int column) const;
    [[nodiscard]] QModelIndex besideInRow(const QModelIndex& current, int step) const;
    void selectChip(const QModelIndex& index, qsizetype chip);
    void setHovered(const QModelIndex& index);

    CellModel* m_model;
    IndexVectorProxy* m_proxy;
    TableHeader* m_header;
    CellDelegate* m_delegate;
    ChipTip m_chipTip;
    State m_state;
    QSet<QString> m_collapsed;
    QPersistentModelIndex m_hovered;
    QString m_typed;
    QElapsedTimer m_typing;
    bool m_restoring = false;
};

} // namespace bulkhead::desktop
