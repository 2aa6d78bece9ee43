// SPDX-License-Identifier: MIT
// TagImportPanel: a CSV file of tags as a table, line by line, before anything is staged.
#pragma once

#include "base/error.h"
#include "desktop/inventory/tag_csv.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace bulkhead::desktop {

class ConsequenceView;
class Document;
class TableView;
class TagCsvModel;

/// Below the inventory. GUI thread.
class TagImportPanel final : public QFrame {
    Q_OBJECT

public:
    /// `document` outlives the panel.
    explicit TagImportPanel(Document& document, QWidget* parent = nullptr);

    /// Asks for a file, without holding anything up.
    void chooseFile();
    /// Reads a file (UTF-8, at most 8 MiB) and shows the panel, or fails.
    void openFile(const QString& file);
    void closePanel();
    [[nodiscard]] TableView& table() const { return *m_table; }

Q_SIGNALS:
    void opened();
    void closed();
    void failed(const bulkhead::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void stage();

    Document& m_document;
    QString m_name; ///< of the file, clean
    QString m_text;
    TagCsv m_csv;
    TagCsvModel* m_model;
    TableView* m_table;
    QLabel* m_title;
    QPushButton* m_stage;
    ConsequenceView* m_consequences;
};

} // namespace bulkhead::desktop
