// SPDX-License-Identifier: MIT
// IdpsReader: what the IDPS place shows, read through the operations and kept fresh while watched.
#pragma once

#include "base/error.h"
#include "ops/pipeline.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <optional>

namespace bulkhead::desktop {

class OperationRunner;

/// GUI thread. The parts come one by one; one that fails keeps what was read before.
class IdpsReader final : public QObject {
    Q_OBJECT

public:
    /// `runner` is this reader's own (cancelling ends all that it runs) and outlives it.
    explicit IdpsReader(OperationRunner& runner, QObject* parent = nullptr);

    /// Reads everything again, after what is under way.
    void refresh();
    void cancel();
    /// Forgets everything: another manager, or none.
    void clear();
    /// While active it reads every five minutes, and at once if what it has is older.
    void setActive(bool active);
    /// Reads the signatures that match; the answer of an older search is dropped.
    void searchSignatures(const QString& text);

    [[nodiscard]] bool isBusy() const { return m_pending > 0; }
    /// Results of get_idps_status, list_idps_events, list_idps_rules, list_idps_profiles and
    /// list_idps_signatures; empty until read.
    [[nodiscard]] const QJsonObject& status() const { return m_status; }
    [[nodiscard]] const QJsonObject& events() const { return m_events; }
    [[nodiscard]] const QJsonObject& rules() const { return m_rules; }
    [[nodiscard]] const QJsonObject& profiles() const { return m_profiles; }
    [[nodiscard]] const QJsonObject& signatures() const { return m_signatures; }
    /// Why the newest reading of the state failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// What could not be read beside it, in clean sentences.
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] const QDateTime& readAt() const { return m_readAt; }

Q_SIGNALS:
    void busyChanged();
    /// Some part is different.
    void changed();

private:
    void read(const QString& operation, const QJsonObject& arguments, QJsonObject* part);

    OperationRunner& m_runner;
    QTimer m_timer;
    QJsonObject m_status;
    QJsonObject m_events;
    QJsonObject m_rules;
    QJsonObject m_profiles;
    QJsonObject m_signatures;
    std::optional<Error> m_error;
    QStringList m_problems;
    QDateTime m_readAt;
    quint64 m_manager = 0; ///< rises with every clear(): older answers are dropped
    quint64 m_search = 0;
    int m_pending = 0;
    bool m_again = false; ///< read once what is under way has ended
};

} // namespace bulkhead::desktop
