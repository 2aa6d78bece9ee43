// SPDX-License-Identifier: MIT
// ChangePanel: what is staged: each change in words, before and after beside each other, and what
// is odd about it.
#pragma once

#include "change/finding.h"

#include <QFrame>

#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QTreeWidget;

namespace bulkhead::desktop {

class ChangeListModel;
class Document;

/// Below the places; hidden while nothing is staged. It shows the document's edits and sends
/// nothing by itself.
class ChangePanel final : public QFrame {
    Q_OBJECT

public:
    /// `document` outlives the panel.
    explicit ChangePanel(Document& document, QWidget* parent = nullptr);

    /// Why publishing is not possible now; empty if it is.
    void setObstacle(const QString& reason);
    /// What the list says about the changes, a line each.
    [[nodiscard]] QStringList sentences() const;
    /// Why, for the history.
    [[nodiscard]] QString reason() const;
    void setReason(const QString& reason);
    /// How many objects are different in the end.
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void publishRequested();
    void discardRequested();
    /// Somebody wants to see the changed object where it lives.
    void openRequested(const QString& pathOrId);

private:
    /// Keeps the chosen line.
    void fill();
    void chooseNewest();
    void showSides();
    void showFinding(const change::Finding& finding);

    Document& m_document;
    QLabel* m_title;
    QLineEdit* m_reason;
    ChangeListModel* m_lines;
    QListView* m_list;
    QTreeWidget* m_sides;
    QPushButton* m_publish;
    QString m_obstacle;
};

} // namespace bulkhead::desktop
