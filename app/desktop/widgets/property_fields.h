// SPDX-License-Identifier: MIT
// Fields of an object that are edited in the inspector: a line, a text, a choice, a switch.
#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace bulkhead::desktop {

/// What to say about a text while it is typed.
struct FieldRemark {
    QString sentence;     ///< empty: nothing
    bool refuses = false; ///< it cannot be taken like this
};
using FieldCheck = std::function<FieldRemark(const QString&)>;

/// One line. Enter and leaving the field take it, Esc brings back what was there and gives the
/// keyboard back.
class LineField final : public QWidget {
    Q_OBJECT

public:
    /// `name` is the object name of the line, `title` what screen readers hear. Without a text
    /// there are several: typing sets them all.
    LineField(const QString& name, const QString& title, const std::optional<QString>& text,
              int longest, QWidget* parent = nullptr);
    void setCheck(FieldCheck check);
    [[nodiscard]] QLineEdit& line() const { return *m_line; }

Q_SIGNALS:
    void committed(const QString& text);
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();
    void commit();

    QString m_original;
    FieldCheck m_check;
    QLineEdit* m_line;
    QLabel* m_remark;
};

/// A few lines. Leaving the field and Ctrl+Enter take it; Esc as in a line.
class TextField final : public QWidget {
    Q_OBJECT

public:
    TextField(const QString& name, const QString& title, const std::optional<QString>& text,
              int longest, QWidget* parent = nullptr);

Q_SIGNALS:
    void committed(const QString& text);
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();
    void commit();

    QString m_original;
    int m_longest;
    QPlainTextEdit* m_text;
    QLabel* m_remark;
};

/// One of a choice field's entries.
struct FieldChoice {
    QString text;     ///< clean
    QString obstacle; ///< why it cannot be chosen here; empty if it can
};

/// Makes a box with these choices; `current` is -1 if there are several. `chosen` runs only when a
/// person chooses, after the box has finished its own work.
[[nodiscard]] QComboBox* makeChoiceField(const QString& name, const QString& title,
                                         const std::vector<FieldChoice>& choices, int current,
                                         const std::function<void(int)>& chosen,
                                         QWidget* parent = nullptr);

/// A switch in words. No value means that there are several.
struct FieldFlag {
    QString text; ///< short: it does not wrap
    std::optional<bool> value;
    QString meaning;  ///< said below it
    QString obstacle; ///< why it cannot be switched, said instead of the meaning
};
[[nodiscard]] QWidget* makeFlagField(const QString& name, const FieldFlag& flag,
                                     const std::function<void(bool)>& switched,
                                     QWidget* parent = nullptr);

} // namespace bulkhead::desktop
