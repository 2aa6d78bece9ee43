// SPDX-License-Identifier: MIT
// EndField: a field for a machine, an address or a port, that completes and says what it
// understood.
#pragma once

#include "desktop/traceflow/flow_end.h"

#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;

namespace bulkhead::desktop {

class Document;
class EndListModel;

class EndField final : public QWidget {
    Q_OBJECT

public:
    /// `document` outlives the field. `name` gives object names.
    EndField(const QString& name, const QString& title, Document& document, EndRole role,
             QWidget* parent = nullptr);

    [[nodiscard]] const FlowEnd& end() const { return m_end; }
    void setText(const QString& text);
    void focusField();
    /// A problem of both ends together; empty for none.
    void setForeignProblem(const QString& problem);

Q_SIGNALS:
    void changed();
    void submitted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();
    void showWords();

    Document& m_document;
    EndRole m_role;
    QLineEdit* m_field;
    QLabel* m_words;
    EndListModel* m_list;
    FlowEnd m_end;
    QString m_foreignProblem;
    bool m_isListOld = true;
    bool m_isTyping = false; ///< half a name is not a wrong one
};

} // namespace bulkhead::desktop
