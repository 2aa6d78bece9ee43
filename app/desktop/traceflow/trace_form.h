// SPDX-License-Identifier: MIT
// TraceForm: asks which packet to trace, from where to where, and says beforehand what would fail.
#pragma once

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace bulkhead::desktop {

class Document;
class EndField;

/// What is typed becomes the arguments of run_traceflow; ports, MAC addresses, gateway and address
/// family are found by the operation.
class TraceForm final : public QWidget {
    Q_OBJECT

public:
    explicit TraceForm(Document& document, QWidget* parent = nullptr);

    /// The arguments of run_traceflow as the form stands; empty if no trace can run like this.
    [[nodiscard]] QJsonObject arguments() const;
    /// Fills the form from arguments of run_traceflow; what they leave out gets its default.
    void fill(const QJsonObject& arguments);
    /// Machines, addresses or ports; an empty one leaves that field as it is.
    void setEnds(const QString& source, const QString& destination);
    void focusFirst();
    /// Why nothing can be traced at the moment; empty if it can.
    void setObstacle(const QString& sentence);
    /// Why the form cannot be sent; empty if it can. For tests and screen readers.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void traceRequested(const QJsonObject& arguments);

private:
    QWidget* makeMore();
    void look();
    void submit();
    [[nodiscard]] QString packetProblem() const;
    [[nodiscard]] QString vlanProblem() const;
    [[nodiscard]] QString protocol() const;
    [[nodiscard]] bool isDhcpToAll() const;

    QString m_obstacle;
    EndField* m_source;
    EndField* m_destination;
    QComboBox* m_protocol;
    QSpinBox* m_port;
    QLabel* m_portLabel;
    QList<QCheckBox*> m_flags;
    QWidget* m_flagRow = nullptr;
    QSpinBox* m_sourcePort = nullptr;
    QSpinBox* m_ttl = nullptr;
    QLabel* m_summary;
    QPushButton* m_trace;
};

/// "web-01 → app-01, TCP 8443": the flow that arguments or a result of run_traceflow describe.
/// Clean.
[[nodiscard]] QString flowWords(const QJsonObject& flow);

} // namespace bulkhead::desktop
