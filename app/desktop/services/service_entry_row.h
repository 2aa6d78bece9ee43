// SPDX-License-Identifier: MIT
// ServiceEntryRow: one entry of a service as a line of fields.
#pragma once

#include "model/service.h"
#include "snapshot/snapshot.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace bulkhead::desktop {

/// "TCP | ports 443, 8443 | from any port". What is no port or number stays in its field, marked,
/// and makes the row impossible until it is mended.
class ServiceEntryRow final : public QWidget {
    Q_OBJECT

public:
    /// `owner`: the path of the service itself, which it cannot contain; empty for a new one.
    ServiceEntryRow(const model::ServiceEntry& entry, const snapshot::SnapshotPointer& snapshot,
                    const QString& owner, bool readOnly, QWidget* parent);

    /// As the fields stand now; a field with a mistake counts as it was before it.
    [[nodiscard]] const model::ServiceEntry& entry() const { return m_entry; }
    /// Why NSX would refuse it; empty if it would not.
    [[nodiscard]] const QString& obstacle() const { return m_obstacle; }
    void focusFirst();

Q_SIGNALS:
    /// entry() is different; typed: more keys may follow.
    void edited(bool typed);
    void sortChosen(int sort);
    void removeWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// Reads a text into the entry; the sentence that is wrong about it, or nothing.
    using Take = std::function<QString(const QString&)>;
    void addSorts(bool readOnly);
    void addFields();
    void addPortFields();
    void addNested();
    QLineEdit* addField(const QString& name, const QString& title, const QString& text,
                        const QString& hint, Take take);
    void addNumber(const QString& name, const QString& title, std::optional<int>& number, int most,
                   const QString& hint);
    void check();
    [[nodiscard]] Take takePorts(QStringList& ports);

    model::ServiceEntry m_entry;
    snapshot::SnapshotPointer m_snapshot;
    QString m_owner;
    QHBoxLayout* m_line;
    QLabel* m_problem;
    std::vector<std::pair<QLineEdit*, QString>> m_mistakes; ///< of each field; may be empty
    QString m_obstacle;
};

} // namespace bulkhead::desktop
