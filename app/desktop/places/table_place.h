// SPDX-License-Identifier: MIT
// TablePlace: the frame of every place: filter on top, table below, inspector to the right.
#pragma once

#include "base/error.h"

#include <QWidget>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace bulkhead::desktop {

class Document;
class EmptyState;
class FilterBar;
class Inspector;
class TableView;

class TablePlace : public QWidget {
    Q_OBJECT

public:
    /// `document` outlives the place. `name` is its word in object names and settings.
    TablePlace(const QString& name, Document& document, const QString& hint, const QString& help,
               QWidget* parent = nullptr);

    /// Shows the object with this path or id; false if this place has none such, or hides it.
    virtual bool goTo(const QString& key);
    void focusFilter();
    void setInspectorVisible(bool visible);
    virtual void copySelection() const;
    [[nodiscard]] TableView& table() const { return *m_table; }
    [[nodiscard]] FilterBar& filterBar() const { return *m_filter; }
    [[nodiscard]] Inspector& inspector() const { return *m_inspector; }
    /// How many objects there are, for the navigation; -1 without a snapshot.
    [[nodiscard]] virtual int count() const = 0;

Q_SIGNALS:
    /// Somebody wants to see this object, wherever it lives.
    void openRequested(const QString& pathOrId);
    /// Something that the person wanted is not possible.
    void failed(const bulkhead::Error& error);

protected:
    /// Called once by the derived class's constructor.
    void install(TableView* table, const QString& noun, const QString& emptyIcon);
    /// Narrows the table; called when the text or the data has changed.
    virtual void applyFilter(const QString& text) = 0;
    /// Fills the inspector for the current row or chip.
    virtual void inspect() = 0;
    virtual void fillContextMenu(QMenu& menu) const;

    void filterAgain();
    void showShown();
    [[nodiscard]] Document& document() const { return m_document; }

private:
    void showContextMenu(const QPoint& position);

    Document& m_document;
    QString m_name;
    QString m_noun;
    FilterBar* m_filter;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Inspector* m_inspector;
    TableView* m_table = nullptr;
};

} // namespace bulkhead::desktop
