// SPDX-License-Identifier: MIT
// PictureMaker: drives the real window and writes pictures of it, for the manual and for a machine
// without a display.
#pragma once

#include "desktop/desktop_main.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class QImage;
class QWidget;

namespace bulkhead::ops {
class DemoManager;
}

namespace bulkhead::desktop {

class MainWindow;

/// Starts a demo manager of its own, connects to it over HTTPS as anybody would, and photographs
/// what a person sees on the way: nothing yet, the places, the certificate, a failed refresh. Ends
/// the application with 0, or with 1 and a sentence in problem() after a failure or three minutes.
class PictureMaker final : public QObject {
    Q_OBJECT

public:
    explicit PictureMaker(DesktopOptions options, QObject* parent = nullptr);
    ~PictureMaker() override;

    void start();
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    struct Step {
        QString what;
        std::function<bool()> isReady; ///< asked again and again until it says yes
        std::function<void()> run;
    };
    void addStep(const QString& what, std::function<bool()> isReady, std::function<void()> run);
    void makeSteps();
    void addContact();
    void addLoaded(const QString& environment);
    void addPlaces();
    void addEditing();
    void addHits(); ///< pictures_idps.cpp, the next one too
    void addIdps();
    void addObjects();
    void addCards();
    void addPalette();
    void addTags();
    void addExclusions();
    void addHistory();
    void addQuestions();
    void addTraces();
    void addFailure();
    void photographQuestion();
    void next();
    void fail(const QString& problem);
    void finish(int code);
    void connectToProduction();
    void save(const QString& name, const QImage& picture);
    void photograph(const QString& name, qreal scale = 1.0);
    void photographWithDialog(const QString& name, QWidget& dialog);

    DesktopOptions m_options;
    QTemporaryDir m_guard;  ///< what is published for a picture is nobody's history
    QTemporaryDir m_folder; ///< of what the window keeps
    std::unique_ptr<ops::DemoManager> m_demo;
    std::unique_ptr<MainWindow> m_window;
    std::vector<Step> m_steps;
    std::size_t m_step = 0;
    int m_settle = 0; ///< turns to wait until what the last step began is painted
    QTimer m_turn;
    QTimer m_limit;
    QString m_problem;
};

} // namespace bulkhead::desktop
