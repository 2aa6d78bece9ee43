// SPDX-License-Identifier: MIT
// TablePlace: the frame of every place: filter on top, table below, inspector to the right.
#pragma once

#include "desktop/places/place.h"
#include "desktop/widgets/filter_bar.h"

#include <QTimer>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace bulkhead::desktop {

class EmptyState;
class FilterBar;
class TableView;

class TablePlace : public Place {
    Q_OBJECT

public:
    /// `document` outlives the place. `name` is its word in object names and settings.
    TablePlace(const QString& name, Document& document, const QString& hint, const QString& help,
               QWidget* parent = nullptr);

    [[nodiscard]] bool holds(const QString& key) const override;
    bool goTo(const QString& key) override;
    [[nodiscard]] QString currentKey() const override;
    [[nodiscard]] QString currentPart() const override;
    void focusContent() override;
    void focusFilter() override;
    void setInspectorVisible(bool visible) override;
    void copySelection() const override;
    void saveLayout() const override;
    [[nodiscard]] Inspector* inspectorPane() const override { return m_inspector; }
    [[nodiscard]] TableHeader* columns() const override;
    [[nodiscard]] TableView& table() const { return *m_table; }
    [[nodiscard]] FilterBar& filterBar() const { return *m_filter; }
    [[nodiscard]] Inspector& inspector() const { return *m_inspector; }

protected:
    /// Called once by the derived class's constructor.
    void install(TableView* table, const Noun& noun, const QString& emptyIcon);
    /// Puts a panel below the table, hidden until somebody shows it. The place owns it.
    void addPanel(QWidget* panel);
    /// What is shown while there is nothing at all, filtered or not. The place owns it.
    void setNothingPage(EmptyState* page);
    /// The place's commands at the top of a context menu.
    void addCommands(QMenu& menu) const;
    /// The keyboard goes back to the table, to its current row.
    void returnToTable();
    /// Narrows the table; called when the text or the data has changed.
    virtual void applyFilter(const QString& text) = 0;
    /// Fills the inspector for the current row or chip.
    virtual void inspect() = 0;
    /// The same once this turn is over, however often it is asked for, and not before somebody can
    /// see it: building the panel costs more than most edits.
    void inspectLater();
    virtual void fillContextMenu(QMenu& menu) const;
    /// Puts a strip above the filter. The place owns it.
    void addStrip(QWidget* strip);
    /// Shows this where the table would be: nothing is there, or it could not be read. nullptr is
    /// the table. The place owns it.
    void showInstead(QWidget* widget);

    void filterAgain();
    void showShown();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showContextMenu(const QPoint& position);
    void giveRoom(QWidget& panel);

    Noun m_noun;
    QTimer m_inspection;
    bool m_isInspectionDue = false; ///< when it is shown again
    FilterBar* m_filter;
    QSplitter* m_splitter;
    QSplitter* m_rows; ///< the table above its panels
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Inspector* m_inspector;
    EmptyState* m_nothing = nullptr;
    TableView* m_table = nullptr;
    QWidget* m_instead = nullptr;
};

} // namespace bulkhead::desktop
