def test_a_complaint_goes_from_record_to_close(story):
    story.recorded().acknowledged().assessed().investigated().answered().accepted().closed()
    assert story.complaint.stage == story.row.stage == "closed"


def test_copy(committing):
    from tests.stories import Story, founded
    s = Story(founded()).recorded()
    assert s.row.stage == "received"
    print(committing)
