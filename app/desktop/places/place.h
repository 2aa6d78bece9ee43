// SPDX-License-Identifier: MIT
// Place: one of the rooms of the window that the navigation leads to.
#pragma once

#include "base/error.h"

#include <QWidget>

#include <vector>

class QAction;

namespace bulkhead::desktop {

class Document;
class Inspector;
class TableHeader;

/// The places in the order of the navigation; Ctrl+1 is the first.
enum class PlaceId : quint8 {
    Firewall,
    Groups,
    Inventory,
    Services,
    Exclusions,
    Traceflow,
    Idps,
    History,
};

/// What the window asks of every place; GUI thread. What a place has not, it answers with nothing.
class Place : public QWidget {
    Q_OBJECT

public:
    /// `document` outlives the place. `name` is its word in object names and settings.
    Place(const QString& name, Document& document, QWidget* parent);

    /// True if the object with this path or id lives here, shown at the moment or not.
    [[nodiscard]] virtual bool holds(const QString& key) const;
    /// Shows that object; false if it is not here.
    virtual bool goTo(const QString& key);
    /// The path or id of the object that is current; empty if none is.
    [[nodiscard]] virtual QString currentKey() const;
    /// That of an object selected inside the current one, such as a group in a rule's cell.
    [[nodiscard]] virtual QString currentPart() const;
    /// The keyboard goes to what this place is about.
    virtual void focusContent();
    /// The keyboard goes to the field that narrows what is shown.
    virtual void focusFilter();
    virtual void setInspectorVisible(bool visible);
    virtual void copySelection() const;
    /// Keeps what the person has arranged for the next start.
    virtual void saveLayout() const;
    /// How many objects there are, for the navigation; -1 where nobody counts.
    [[nodiscard]] virtual int count() const;
    /// False if there is something to see without a snapshot too.
    [[nodiscard]] virtual bool needsSnapshot() const;
    /// nullptr where there is none.
    [[nodiscard]] virtual Inspector* inspectorPane() const;
    /// What can be done here to what is selected, in the order of a menu; nullptr is a separator.
    [[nodiscard]] virtual std::vector<QAction*> commands() const;
    /// Of the table whose columns can be chosen; nullptr where there is none.
    [[nodiscard]] virtual TableHeader* columns() const;

Q_SIGNALS:
    /// Somebody wants to see this object, wherever it lives.
    void openRequested(const QString& pathOrId);
    /// Somebody wants to trace a packet from this machine, or one that this rule is about.
    void traceRequested(const QString& pathOrId);
    /// Something that the person wanted is not possible.
    void failed(const bulkhead::Error& error);

protected:
    [[nodiscard]] Document& document() const { return m_document; }
    [[nodiscard]] const QString& name() const { return m_name; }

private:
    Document& m_document;
    QString m_name;
};

} // namespace bulkhead::desktop
