// SPDX-License-Identifier: MIT
// The least that a Qt program can do: what starting one costs.
#include <QCoreApplication>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return 0;
}
