// Package doctor looks at everything that a job depends on, and judges what it
// found. Looking ([Examiner]) and judging ([Exam.Checkups]) are apart, so that every
// finding can be had without a world that is ill.
package doctor
